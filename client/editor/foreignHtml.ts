/** Under this name a style is kept while a paste is read. */
const SAID = "data-said";

/**
 * Reads HTML that came from elsewhere into a document of its own that runs nothing. Styles and handlers are put out of
 * reach before it is parsed: the page's policy would report each of them, and would hide what the styles say.
 */
export function readForeignHtml(html: string): HTMLElement {
  const disarmed = html
    .replace(/<!--[\s\S]*?(-->|$)/g, "")
    .replace(/<(style|script|title|xml)\b[\s\S]*?(<\/\1\s*>|$)/gi, "")
    .replace(/<[a-z][^>]*>/gi, (tag) =>
      tag.replace(/([\s"'/])style(\s*=)/gi, `$1${SAID}$2`).replace(/([\s"'/])(on[a-z]+\s*=)/gi, "$1data-$2"),
    );
  return new DOMParser().parseFromString(disarmed, "text/html").body;
}

/** What an element's style says of one property, in lower case; empty where it says nothing. */
export function styleOf(element: Element, property: string): string {
  const said = element.getAttribute(SAID) ?? "";
  for (const declaration of said.split(";")) {
    const [name = "", ...value] = declaration.split(":");
    if (name.trim().toLowerCase() === property) return value.join(":").trim().toLowerCase();
  }
  return "";
}

/** Puts what an element holds in its place. */
export function unwrap(element: Element): void {
  element.replaceWith(...element.childNodes);
}

/** The same content in an element of another name. */
export function rename(element: Element, name: string): Element {
  const renamed = element.ownerDocument.createElement(name);
  for (const { name: attribute, value } of element.attributes) renamed.setAttribute(attribute, value);
  renamed.append(...element.childNodes);
  element.replaceWith(renamed);
  return renamed;
}
