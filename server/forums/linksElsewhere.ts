import { seen } from "#shared/forums/heldWords";

/** Where this site is reached. */
let site: () => string = () => "";

/** Lets the server say where it is reached, so that a link to it is told from one that leads away. */
export function describeSite(origin: () => string): void {
  site = origin;
}

/** What in a text leads to a page of another site, each once. */
export function linksElsewhere(text: string): string[] {
  const links = (seen(text).match(LINK) ?? []).map((link) => link.replace(TRAILING, ""));
  return [...new Set(links)].filter((link) => !isOurs(link));
}

const LINK = /(?:https?:\/\/|\bwww\.)[^\s<>"]+/giu;
/** What ends the sentence rather than the address. */
const TRAILING = /[.,;:!?'’”)\]}*_]+$/u;

/** What does not parse may still lead somewhere. */
function isOurs(link: string): boolean {
  const whole = /^www\./i.test(link) ? `https://${link}` : link;
  const own = site();
  return URL.canParse(whole) && URL.canParse(own) && new URL(whole).host === new URL(own).host;
}
