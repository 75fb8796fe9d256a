import { parseAddress } from "#shared/campuses/address";

/**
 * Brings an address that somebody typed to the one spelling in which it is stored, whatever its domain. Null where it
 * is not one plain address. Says nothing about who may have it: only a campus's own domains do that.
 */
export function readAddress(text: string): string | null {
  const domain = text.slice(text.lastIndexOf("@") + 1);
  return parseAddress(text, [domain])?.whole ?? null;
}
