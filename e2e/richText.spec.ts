import type { Locator, Page } from "@playwright/test";
import type { RichTextDocument } from "#shared/richText/document";
import { expect } from "./fixtures";
import { keyboardOnly } from "./keyboard";
import { expectNothingWide, look } from "./look";
import { open, test } from "./richTextHost";
import { PHONE } from "./site";
import { wordsOf } from "./words";

const text = (page: Page): Locator => page.getByRole("textbox", { name: "Your reply" });

/** What was told last, as short as it can be said. */
async function written(page: Page): Promise<string> {
  return page.evaluate(() => {
    const say = (node: {
      type: string;
      text?: string;
      content?: never[];
      marks?: { type: string }[];
    }): string => {
      if (node.type === "text") return (node.marks ?? []).map(({ type }) => `${type}:`).join("") + node.text;
      return `${node.type}(${(node.content ?? []).map(say).join(" ")})`;
    };
    return say(window.host.written as never);
  });
}

/** Puts something on a clipboard of the page's own and pastes it. */
async function paste(page: Page, flavours: Record<string, string>): Promise<void> {
  await text(page).evaluate((element, given) => {
    const data = new DataTransfer();
    for (const [type, value] of Object.entries(given)) data.setData(type, value);
    element.dispatchEvent(
      new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }),
    );
  }, flavours);
}

test("somebody without a mouse writes, formats, links, mentions, leaves and sends", async ({
  sharedSite: site,
  host,
}) => {
  const page = await open(site, host);
  const keys = await keyboardOnly(page);
  await keys.tabTo(text(page));
  await keys.type("# Plan");
  await keys.press("Enter");
  await keys.type("We **must** ask ");
  await expect.poll(() => written(page)).toBe("doc(heading(Plan) paragraph(We  bold:must  ask ))");

  await keys.press("Alt+F10");
  await expect(page.getByRole("button", { name: "Bold" })).toBeFocused();
  await keys.press("ArrowRight");
  const italic = page.getByRole("button", { name: "Italic" });
  await expect(italic).toBeFocused();
  await expect(italic).toHaveAttribute("aria-pressed", "false");
  await keys.press("Enter");
  await expect(italic).toHaveAttribute("aria-pressed", "true");
  await expect(text(page)).toBeFocused();
  await keys.type("kindly");
  await keys.press("Alt+F10", "Escape");
  await expect(text(page)).toBeFocused();

  await keys.press("Control+i");
  await keys.type(" @fa");
  await expect(page.getByRole("option", { name: "Fay Birch College" })).toHaveCount(0);
  await expect(page.getByRole("option", { name: "Fay Rowe Birch College" })).toBeVisible();
  await keys.press("ArrowDown", "Enter");
  await expect.poll(() => written(page)).toContain("italic:kindly");
  await expect.poll(() => written(page)).toContain("mention()");

  await keys.type(":smil");
  await expect(page.getByRole("option", { name: "smile", exact: true })).toBeVisible();
  await keys.type("e:");
  await expect.poll(() => written(page)).toContain("😄");

  await keys.press("Control+k");
  await expect(page.getByRole("textbox", { name: "Address" })).toBeFocused();
  await keys.type("javascript:alert(1)");
  await keys.press("Enter");
  await expect(page.getByText("A link leads to a web page or an e-mail address.")).toBeVisible();
  await keys.press("Control+a");
  await keys.type("alder.example/guide");
  await keys.press("Tab");
  await keys.type("the guide");
  await keys.press("Enter");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(text(page)).toBeFocused();
  await keys.type(" ends");
  await expect.poll(() => written(page)).toContain("link:the guide  ends");

  await keys.press("Enter");
  await keys.type("- one");
  await keys.press("Enter", "Tab");
  await keys.type("within");
  await expect
    .poll(() => written(page))
    .toContain("bulletList(listItem(paragraph(one) bulletList(listItem(paragraph(within)))))");
  await keys.press("Escape", "Tab");
  await expect(page.getByRole("button", { name: "After the editor" })).toBeFocused();
  await keys.press("Shift+Tab", "Control+Enter");
  await expect.poll(() => page.evaluate(() => window.host.sent.length)).toBe(1);
  await expect(text(page)).toHaveText("");
  await expect(text(page)).toBeFocused();
  keys.expectNoPointer();
});

/** Types and presses Enter in one turn, as soon as the words are read and before what is offered can be drawn anew. */
async function finishFasterThanDrawn(typed: string) {
  document.execCommand("insertText", false, typed);
  await Promise.resolve();
  const enter = new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true });
  document.activeElement!.dispatchEvent(enter);
}

test("a block is begun by a stroke, and a table is filled and left with Tab", async ({
  sharedSite: site,
  host,
}) => {
  const page = await open(site, host);
  await text(page).click();
  const keys = page.keyboard;
  await keys.type("/");
  await expect(page.getByRole("option", { name: "Table" })).toBeVisible();
  await page.evaluate(finishFasterThanDrawn, "tab");
  await expect(text(page).getByRole("columnheader")).toHaveCount(3);
  await keys.type("Unit");
  await keys.press("Tab");
  await keys.type("Count");
  await page.getByRole("button", { name: "Column after" }).click();
  await expect(text(page).getByRole("columnheader")).toHaveCount(4);
  await page.getByRole("button", { name: "Delete row" }).click();
  await expect(text(page).getByRole("row")).toHaveCount(2);
  for (let cell = 0; cell < 9; cell++) await keys.press("Tab");
  await expect(text(page)).not.toBeFocused();
  await expect(text(page).getByRole("row")).toHaveCount(2);
});

test("what was copied elsewhere comes in clean, and the page's policy is not touched", async ({
  sharedSite: site,
  host,
}) => {
  const page = await open(site, host);
  const clipboards = await page.evaluate(() => window.host.clipboards);
  await text(page).click();
  await paste(page, { "text/html": clipboards.fromWord, "text/plain": "Survey plan" });
  await expect.poll(() => written(page)).toContain("listItem(paragraph(Belonging) bulletList(");
  await expect(page.getByText("The pictures stayed behind: add each as a file.")).toBeVisible();
  await page.keyboard.press("Control+a");
  await paste(page, { "text/html": clipboards.fromGoogleDocs, "text/plain": "Debrief" });
  await expect
    .poll(() => written(page))
    .toContain("paragraph(We were  bold:clear  and  italic:kind ,  strike:not late .)");
  await page.keyboard.press("Control+a");
  await paste(page, { "text/plain": "## Plan\n\n- one\n- two\n\n`code`" });
  await expect
    .poll(() => written(page))
    .toBe(
      "doc(heading(Plan) bulletList(listItem(paragraph(one)) listItem(paragraph(two))) paragraph(code:code))",
    );
});

test("a picture is described before it is put in", async ({ sharedSite: site, host }) => {
  const page = await open(site, host);
  await page.route("**/api/files/**", (route) => route.abort());
  await text(page).click();
  await page.keyboard.type("See:");
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Picture or file" }).click();
  await (await chooser).setFiles({ name: "chart.png", mimeType: "image/png", buffer: Buffer.from("x") });
  const dialog = page.getByRole("dialog", { name: "Describe the picture" });
  await dialog.getByRole("button", { name: "Insert" }).click();
  await expect(dialog.getByText("Describe the picture in words, or mark it as decoration.")).toBeVisible();
  await dialog.getByRole("textbox").fill("A bar chart");
  await dialog.getByRole("button", { name: "Insert" }).click();
  await expect(dialog).toHaveCount(0);
  await expect(text(page).getByRole("img", { name: "A bar chart" })).toBeAttached();
  await expect.poll(() => written(page)).toBe("doc(paragraph(See:) image())");
});

test("near the limit it says how full it is, and past it keeps the words and says why", async ({
  sharedSite: site,
  host,
}) => {
  const page = await open(site, host);
  await page.evaluate(() =>
    window.host.set({
      type: "doc",
      content: [{ type: "paragraph", content: [{ type: "text", text: "word ".repeat(12_700) }] }],
    }),
  );
  await text(page).click();
  await page.keyboard.press("Control+End");
  await page.keyboard.type("more");
  await expect(page.getByText("99% of the space is taken")).toBeVisible();
  await page.keyboard.insertText("x".repeat(1_000));
  await expect(
    page.getByText("This text is too long: 64 kB is the most, formatting included."),
  ).toBeVisible();
  await page.keyboard.press("Control+Enter");
  expect(await page.evaluate(() => window.host.sent.length)).toBe(0);
  await expect(text(page)).toContainText("morexxx");
  for (let step = 0; step < 3; step++) await page.keyboard.press("Control+z");
  await expect(page.getByText("This text is too long: 64 kB is the most, formatting included.")).toHaveCount(
    0,
  );
});

const SAMPLE: RichTextDocument = {
  type: "doc",
  content: [
    {
      type: "blockquote",
      attrs: { author: "Mia" },
      content: [
        {
          type: "paragraph",
          content: [{ type: "text", text: "every division got its own three numbers back" }],
        },
      ],
    },
    { type: "heading", attrs: { level: 2 }, content: [{ type: "text", text: "What we tried" }] },
    {
      type: "paragraph",
      content: [
        { type: "text", text: "We set " },
        { type: "text", text: "a floor of five", marks: [{ type: "bold" }] },
        { type: "text", text: ", as " },
        {
          type: "text",
          text: "the guide",
          marks: [{ type: "link", attrs: { href: "https://alder.example/guide" } }],
        },
        { type: "text", text: " says, with " },
        { type: "mention", attrs: { kind: "person", id: "01hf7yat00000000000000000a", label: "Fay" } },
        { type: "text", text: " and " },
        { type: "text", text: "floor(5)", marks: [{ type: "code" }] },
        { type: "text", text: "." },
      ],
    },
    {
      type: "orderedList",
      content: ["Count twice", "Tell everybody"].map((words) => ({
        type: "listItem",
        content: [{ type: "paragraph", content: [{ type: "text", text: words }] }],
      })),
    },
    { type: "codeBlock", attrs: { language: "ts" }, content: [{ type: "text", text: "const floor = 5;" }] },
    {
      type: "table",
      content: (["tableHeader", "tableCell"] as const).map((type, row) => ({
        type: "tableRow",
        content: ["Unit", "Response rate in the spring", "Response rate in the autumn"].map((words) => ({
          type,
          content: [{ type: "paragraph", content: [{ type: "text", text: row === 0 ? words : "12 %" }] }],
        })),
      })),
    },
    { type: "file", attrs: { fileId: "01hf7yat00000000000000000b", name: "numbers.pdf" } },
    { type: "horizontalRule" },
  ],
};

for (const language of ["en", "es"] as const)
  test(`reading and writing look right at a desk and on a phone, in both themes (${language})`, async ({
    sharedSite: site,
    host,
  }) => {
    const words = wordsOf(language);
    for (const [device, options] of Object.entries({ desk: {}, phone: PHONE })) {
      const page = await open(site, host, { language, ...options });
      await page.evaluate((sample) => {
        window.host.show(sample);
        window.host.set(sample);
      }, SAMPLE);
      await page.getByRole("button", { name: words("editor.more") }).click();
      await text(page).getByText("Count twice").click();
      await expect(page.getByRole("button", { name: words("editor.numbers") })).toHaveAttribute(
        "aria-pressed",
        "true",
      );
      await page.keyboard.press("End");
      await page.keyboard.type(" @f");
      await expect(page.getByRole("listbox")).toBeVisible();
      await look(page, `rich-text-${device}-${language}`);
      await page.setViewportSize({ width: 320, height: 480 });
      // The list follows the caret once the page has been laid out anew.
      const right = () => page.getByRole("listbox").evaluate((list) => list.getBoundingClientRect().right);
      await expect.poll(right).toBeLessThanOrEqual(320);
      await expectNothingWide(page, `rich text at 320 (${language})`);
      await page.emulateMedia({ forcedColors: "active" });
      await expect(page.getByRole("button", { name: words("editor.numbers") })).toBeVisible();
      await page.context().close();
    }
  });
