import { createHash } from "node:crypto";
import type { Id } from "#shared/ids";

/**
 * The id of what came from elsewhere: always the same for the same things, so that it is brought in once however often it
 * is tried. Nobody finds another source with the same id: it is 128 bits of a digest.
 */
export function derivedId(...parts: readonly string[]): Id {
  const bytes = createHash("sha256").update(JSON.stringify(parts)).digest();
  let id = ALPHABET[bytes[31]! % 8]!;
  for (let place = 0; place < 25; place++) id += ALPHABET[bytes[place]! % 32];
  return id;
}

const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
