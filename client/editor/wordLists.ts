import { styleOf } from "./foreignHtml";

interface Entry {
  paragraph: Element;
  level: number;
  /** What stands before the words: `·`, `1.`, `a)`. */
  marker: string;
}

/** Makes lists of the paragraphs that Word writes in their place: each has a level and a marker of its own. */
export function makeWordLists(body: Element): void {
  const paragraphs = [...body.querySelectorAll("p, h1, h2, h3, h4, h5, h6")];
  let run: Entry[] = [];
  for (const paragraph of paragraphs) {
    const entry = entryOf(paragraph);
    const last = run.at(-1);
    if (last && (!entry || nextElement(last.paragraph) !== paragraph)) run = endOf(run);
    if (entry) run.push(entry);
  }
  endOf(run);
}

function entryOf(paragraph: Element): Entry | null {
  const list = styleOf(paragraph, "mso-list");
  const [, level] = /\blevel(\d+)\b/.exec(list) ?? [];
  if (level === undefined) return null;
  const ignored = [...paragraph.querySelectorAll("span")].find(
    (span) => styleOf(span, "mso-list") === "ignore",
  );
  const marker = (ignored?.textContent ?? "").replace(/[\s\u00a0]+/g, "");
  ignored?.remove();
  return { paragraph, level: Math.min(9, Number(level)), marker };
}

function nextElement(element: Element): Element | null {
  return element.nextElementSibling;
}

/** Puts a list where the run of paragraphs began, and begins a new run. */
function endOf(run: readonly Entry[]): Entry[] {
  const first = run[0];
  if (first === undefined) return [];
  const place = first.paragraph.ownerDocument.createElement("div");
  first.paragraph.before(place);
  /** The lists that are open, from the outermost; a level that was skipped opens none. */
  const open: { list: Element; level: number }[] = [];
  for (const { paragraph, level, marker } of run) {
    while (open.length > 1 && open.at(-1)!.level > level) open.pop();
    if (open.length === 0 || open.at(-1)!.level < level) {
      const list = makeList(place.ownerDocument, marker);
      (open.at(-1)?.list.lastElementChild ?? place).append(list);
      open.push({ list, level });
    }
    const item = place.ownerDocument.createElement("li");
    const words = place.ownerDocument.createElement("p");
    words.append(...paragraph.childNodes);
    item.append(words);
    open.at(-1)!.list.append(item);
    paragraph.remove();
  }
  place.replaceWith(...place.childNodes);
  return [];
}

/** Numbers and letters with a dot or a bracket count; everything else is a sign. */
function makeList(owner: Document, marker: string): Element {
  const [, number] = /^\(?(\d+|[a-z]|[ivxlc]+)[.)]$/i.exec(marker) ?? [];
  if (number === undefined) return owner.createElement("ul");
  const list = owner.createElement("ol");
  if (/^\d+$/.test(number)) list.setAttribute("start", number);
  return list;
}
