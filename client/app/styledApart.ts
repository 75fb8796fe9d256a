/** What a value of a style may hold to be put into a sheet: nothing that could end the sheet or load anything. */
const HARMLESS = /^[\w\s:;.,%#()-]*$/;

/**
 * Takes the style attributes out of what React has drawn, which the policy of pages refuses, and says the same in a
 * sheet. In what React draws a quotation mark within text or values is written as an entity: what looks like an
 * attribute is one.
 */
export function styledApart(drawn: string): { html: string; sheet: string } {
  const names = new Map<string, number>();
  const html = drawn.replaceAll(/ style="([^"]*)"/g, (_, style: string) => {
    if (!HARMLESS.test(style) || /url|@import/i.test(style)) return "";
    const name = names.get(style) ?? names.size;
    names.set(style, name);
    return ` data-style="${name}"`;
  });
  const sheet = [...names].map(([style, name]) => `[data-style="${name}"]{${style}}`).join("");
  return { html, sheet };
}
