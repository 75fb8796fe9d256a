/** A campus address, taken apart and brought to its one spelling. */
export interface Address {
  mailbox: string;
  /** In its ASCII (IDNA) form, lower case. */
  domain: string;
  /** `mailbox@domain`. */
  whole: string;
}

/**
 * Reads one plain address: exactly one `@`, a dot-atom of letters, digits, `.`, `_`, `-` and `'` before it, and after
 * it exactly one of the domains given, compared in their ASCII form (RFC 5321 section 4.1.2, RFC 5891). Anything else,
 * such as lists, comments, quotes, tags or subdomains, is null.
 */
export function parseAddress(text: string, domains: readonly string[]): Address | null {
  const parts = text.trim().split("@");
  if (parts.length !== 2) return null;
  const mailbox = parseMailbox(parts[0]!);
  const domain = toAsciiDomain(parts[1]!);
  if (mailbox === null || domain === null) return null;
  if (!domains.some((listed) => toAsciiDomain(listed) === domain)) return null;
  return { mailbox, domain, whole: `${mailbox}@${domain}` };
}

/**
 * Brings an address that somebody typed to the one spelling in which it is stored, whatever its domain. Null where it
 * is not one plain address. Says nothing about who may have it: only a campus's own domains do that.
 */
export function readAddress(text: string): string | null {
  const domain = text.slice(text.lastIndexOf("@") + 1);
  return parseAddress(text, [domain])?.whole ?? null;
}

/** Reads the part before the `@`, or null where it is not plain. */
export function parseMailbox(text: string): string | null {
  const mailbox = text.trim();
  // Looked at before it is lowered: the Kelvin sign, for one, would turn into a plain k.
  return mailbox.length <= 64 && PLAIN_MAILBOX.test(mailbox) ? mailbox.toLowerCase() : null;
}

/** Brings a domain to its ASCII form, or null where it is not a host name of two labels or more. */
export function toAsciiDomain(text: string): string | null {
  const domain = text.trim();
  if (domain.length === 0 || domain.length > 253 || NOT_IN_A_DOMAIN.test(domain)) return null;
  if (!URL.canParse(`http://${domain}/`)) return null;
  const ascii = new URL(`http://${domain}/`).hostname;
  return HOST_NAME.test(ascii) ? ascii : null;
}

const PLAIN_MAILBOX = /^[A-Za-z0-9]+(?:[._'-]+[A-Za-z0-9]+)*$/;
const NOT_IN_A_DOMAIN = /[\s/\\:@?#[\]%<>(),;"]/;
const HOST_NAME =
  /^(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:xn--[a-z0-9-]{2,59}|[a-z]{2,63})$/;
