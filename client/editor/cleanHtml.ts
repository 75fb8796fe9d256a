import { completeLink } from "#shared/richText/links";
import { readForeignHtml, rename, styleOf, unwrap } from "./foreignHtml";
import { makeWordLists } from "./wordLists";

/**
 * Brings what was copied in Word, Google Docs or on a page to the few elements that a text has, with nothing of its
 * looks. Pictures stay behind, as they lie elsewhere; it says how many there were.
 */
export function cleanHtml(html: string): { html: string; pictures: number } {
  const body = readForeignHtml(html);
  removeUnseen(body);
  makeWordLists(body);
  nestLists(body);
  makeHeadings(body);
  for (const styled of [...body.querySelectorAll("span:not([data-mention]), b, strong, i, em, font")])
    restyle(styled);
  for (const link of [...body.querySelectorAll("a")]) keepLink(link);
  const pictures = removePictures(body);
  for (const element of [...body.querySelectorAll("*")]) stripAttributes(element);
  removeBlanks(body);
  return { html: body.innerHTML, pictures };
}

/** What was never on the screen: Word's own elements, and what it hides. */
function removeUnseen(body: Element): void {
  for (const element of [...body.querySelectorAll("*")]) {
    const isOffice = /^[a-z]+:/i.test(element.tagName);
    const isBlank = (element.textContent ?? "").replace(/[\s\u00a0]/g, "") === "";
    const isHidden = styleOf(element, "mso-hide") === "all" || styleOf(element, "display") === "none";
    if (
      isHidden ||
      (isOffice && isBlank) ||
      /^(META|LINK|COL|COLGROUP|NOSCRIPT|TEMPLATE)$/.test(element.tagName)
    )
      element.remove();
    else if (isOffice) unwrap(element);
  }
}

/** Google Docs and old pages put a list beside the item that it belongs to. */
function nestLists(body: Element): void {
  for (const list of [...body.querySelectorAll("ul > ul, ul > ol, ol > ul, ol > ol")]) {
    const before = list.previousElementSibling;
    if (before?.tagName === "LI") before.append(list);
    else {
      const item = list.ownerDocument.createElement("li");
      item.append(list.ownerDocument.createElement("p"));
      list.before(item);
      item.append(list);
    }
  }
}

/** The first level belongs to the page; below the fourth there is none. */
function makeHeadings(body: Element): void {
  for (const title of [...body.querySelectorAll("p.MsoTitle")]) rename(title, "h2");
  for (const heading of [...body.querySelectorAll("h1")]) rename(heading, "h2");
  for (const heading of [...body.querySelectorAll("h5, h6")]) rename(heading, "h4");
}

/** Bold and italic are often said by a style, and now and then a bold element says that it is not. */
function restyle(element: Element): void {
  const weight = styleOf(element, "font-weight");
  const isBoldElement = /^(B|STRONG)$/.test(element.tagName);
  const isItalicElement = /^(I|EM)$/.test(element.tagName);
  const isHeading = element.closest("h2, h3, h4, th") !== null;
  const isBold = weight === "" ? isBoldElement : /^bold/.test(weight) || Number(weight) >= 600;
  const slant = styleOf(element, "font-style");
  const isItalic = slant === "" ? isItalicElement : slant === "italic" || slant === "oblique";
  const isStruck =
    `${styleOf(element, "text-decoration")}${styleOf(element, "text-decoration-line")}`.includes(
      "line-through",
    );
  const owner = element.ownerDocument;
  const names = [isBold && !isHeading && "strong", isItalic && "em", isStruck && "s"].filter(
    (name) => name !== false,
  );
  // Google Docs wraps a whole copy in one bold element that is not bold: blocks are never marked.
  const isWrapper = element.querySelector("p, div, ul, ol, table, h2, h3, h4, blockquote, pre") !== null;
  if (!isWrapper) {
    for (const name of names) {
      const mark = owner.createElement(name);
      mark.append(...element.childNodes);
      element.append(mark);
    }
  }
  unwrap(element);
}

/** A link into the document that it came from leads nowhere; one through a search engine leads where it meant. */
function keepLink(link: Element): void {
  const href = completeLink(directOf(link.getAttribute("href") ?? ""));
  if (href === null) unwrap(link);
  else link.setAttribute("href", href);
}

function directOf(href: string): string {
  const [, query] = /^https:\/\/www\.google\.com\/url\?(.*)$/.exec(href) ?? [];
  return (query && new URLSearchParams(query).get("q")) ?? href;
}

function removePictures(body: Element): number {
  const pictures = [
    ...body.querySelectorAll("img:not([data-file-id]), picture, svg, video, canvas, object, embed, iframe"),
  ];
  for (const picture of pictures) picture.remove();
  return pictures.length;
}

const KEPT: Readonly<Record<string, readonly string[]>> = {
  A: ["href"],
  IMG: ["alt", "width", "height"],
  OL: ["start"],
  TD: ["colspan", "rowspan"],
  TH: ["colspan", "rowspan"],
};

/** What our own parts are known by; and how far ProseMirror's own copy is open at its ends. */
const OURS = /^data-(file-id|decorative|name|mention|id|label|reply-id|author|pm-slice)$/;

function stripAttributes(element: Element): void {
  const kept = KEPT[element.tagName] ?? [];
  const language = element.tagName === "CODE" && /\blanguage-[\w+#.-]+/.exec(element.className)?.[0];
  for (const { name } of [...element.attributes])
    if (!kept.includes(name) && !OURS.test(name)) element.removeAttribute(name);
  if (language) element.setAttribute("class", language);
}

/** Empty lines were space between paragraphs; a text has space of its own. */
function removeBlanks(body: Element): void {
  for (const element of [...body.querySelectorAll("p, h2, h3, h4, div")]) {
    const isInCell =
      element.parentElement?.matches("td, th, li") && element.parentElement.children.length === 1;
    const isBlank = (element.textContent ?? "").replace(/[\s\u00a0]/g, "") === "";
    if (
      isBlank &&
      !isInCell &&
      element.querySelector("table, hr, li, img") === null &&
      !element.hasAttribute("data-file-id") &&
      !isFirstOfItem(element)
    )
      element.remove();
  }
  for (const line of [...body.querySelectorAll("br")])
    if (line.parentElement === body || line.parentElement?.matches("ul, ol, table, tr, tbody")) line.remove();
}

function isFirstOfItem(element: Element): boolean {
  return element.parentElement?.tagName === "LI" && element.previousElementSibling === null;
}
