const PROTOCOLS = ["http:", "https:", "mailto:"];
const LONGEST = 2_000;
/** Controls and blanks, which URL parsers drop silently, and marks that turn the direction of reading. */
const HIDDEN = /[\p{Cc}\p{Zs}\p{Zl}\p{Zp}\p{Surrogate}\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/u;

/**
 * The address that a link may lead to, in the parser's own spelling: a page of the web or a mailbox. Null for anything
 * else, such as scripts, data, names with passwords, and whatever does not parse.
 */
export function readLink(href: unknown): string | null {
  if (typeof href !== "string" || href.length > LONGEST || HIDDEN.test(href)) return null;
  let url: URL;
  try {
    url = new URL(href);
  } catch {
    return null;
  }
  if (!PROTOCOLS.includes(url.protocol) || url.username !== "" || url.password !== "") return null;
  if (url.protocol === "mailto:") return isMailbox(url) ? url.href : null;
  return url.hostname === "" ? null : url.href;
}

/** What somebody typed as a link, with what they left out; null where it leads nowhere. */
export function completeLink(typed: string): string | null {
  const trimmed = typed.trim();
  if (/^[a-z][a-z0-9+.-]*:/i.test(trimmed) && !/^[^/:]+\.[^/:]+:\d/.test(trimmed)) return readLink(trimmed);
  if (/^[^\s/@]+@[^\s/@]+\.[^\s/@]+$/.test(trimmed)) return readLink(`mailto:${trimmed}`);
  return /^[^\s/]+\.[^\s/]/.test(trimmed) ? readLink(`https://${trimmed}`) : null;
}

/** One address and nothing that would be written into the letter for somebody. */
function isMailbox({ pathname, search, hash }: URL): boolean {
  return /^[^@%,;]+@[^@%,;]+$/.test(pathname) && search === "" && hash === "";
}
