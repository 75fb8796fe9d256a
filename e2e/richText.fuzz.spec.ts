import * as fc from "fast-check";
import { checkRichText } from "#shared/richText/check";
import type { RichTextDocument } from "#shared/richText/document";
import { documents, spoiledDocuments } from "#shared/richText/testing";
import { expect } from "./fixtures";
import { open, test } from "./richTextHost";

/** So many documents are shown one after the other; `RICH_TEXT_FUZZ=100000` for the long run. */
const RUNS = Number(process.env.RICH_TEXT_FUZZ ?? 3_000);
const AT_ONCE = 250;

test(`${RUNS} documents are checked, kept and shown: nothing runs, asks, reports or falls`, async ({
  sharedSite: site,
  host,
}) => {
  test.setTimeout(60_000 + RUNS * 60);
  const page = await open(site, host);
  const faults: string[] = [];
  page.on("dialog", (dialog) => {
    faults.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("crash", () => faults.push("the page crashed"));
  page.on("popup", () => faults.push("a window opened"));
  page.on("request", (request) => {
    const url = new URL(request.url());
    const isOurs = /^\/(api\/files\/|rich-text\/assets\/.*\.woff2$)/.test(url.pathname);
    if (url.origin !== site.origin || !isOurs) faults.push(`asked for ${request.url()}`);
  });
  // The pictures are not there; that each is asked for is the point, not what is answered.
  await page.route("**/api/files/**", (route) => route.abort());
  await page.evaluate(watchForScripts);

  let shown = 0;
  let kept = makeKept(Math.min(AT_ONCE, RUNS), 1);
  for (let seed = 2; kept.length > 0; seed++) {
    const showing = page.evaluate(showAll, kept);
    shown += kept.length;
    // The next are made while these are shown.
    kept = makeKept(Math.min(AT_ONCE, RUNS - shown), seed);
    expect(await showing, `before seed ${seed}`).toEqual([]);
    expect(faults, `before seed ${seed}`).toEqual([]);
  }
  expect(shown).toBe(RUNS);
});

/** Documents as the store gives them back, half of them spoiled somewhere: those that pass the check all the same. */
function makeKept(count: number, seed: number): string[] {
  const either = fc.oneof(documents(), spoiledDocuments());
  const kept: string[] = [];
  for (let round = 0; kept.length < count; round++)
    for (const given of fc.sample(either, { numRuns: count, seed: seed * 1_000 + round })) {
      const { ok, document } = checkRichText(JSON.parse(JSON.stringify(given)));
      if (ok && kept.length < count) kept.push(JSON.stringify(document));
    }
  return kept;
}

/** In the page: notes everything that would be a script's doing or a breach of the policy. */
function watchForScripts(): void {
  const seen: string[] = [];
  Object.assign(window, { seen });
  document.addEventListener("securitypolicyviolation", (event) =>
    seen.push(`policy: ${event.violatedDirective}`),
  );
  for (const name of ["alert", "confirm", "prompt", "open", "print"] as const)
    Object.assign(window, { [name]: () => void seen.push(`called ${name}`) });
}

/** In the page: shows each, and gives back what was wrong with any. */
function showAll(kept: string[]): string[] {
  const { seen } = window as unknown as { seen: string[] };
  const LEADING = [
    "href",
    "src",
    "srcset",
    "action",
    "formaction",
    "data",
    "xlink:href",
    "poster",
    "background",
  ];
  for (const text of kept) {
    window.host.show(JSON.parse(text) as RichTextDocument);
    const article = document.querySelector("article");
    if (!article || document.querySelector("[data-crash]")) seen.push(`crash: ${text.slice(0, 500)}`);
    const forbidden = article?.querySelector(
      "script, iframe, object, embed, style, link, form, input, svg script",
    );
    if (forbidden) seen.push(`element: ${forbidden.outerHTML.slice(0, 200)}`);
    for (const element of article?.querySelectorAll("*") ?? []) {
      for (const { name, value } of element.attributes)
        if (
          name.startsWith("on") ||
          name === "style" ||
          (LEADING.includes(name) && !/^(https?:|mailto:|\/)/.test(value))
        )
          seen.push(`attribute: ${name}=${value}`);
    }
  }
  return seen.splice(0);
}
