import * as z from "zod/mini";

/** A lower-case ULID: 48 bits of milliseconds, 80 random bits, Crockford base 32 (https://github.com/ulid/spec). */
export type Id = string;

export const idSchema = z.string().check(z.regex(/^[0-7][0-9a-hjkmnp-tv-z]{25}$/, "That is not an id."));

/** Makes an id that sorts by the time it was made, on the server and on a device alike. */
export function newId(now: number = Date.now()): Id {
  const random = crypto.getRandomValues(new Uint8Array(16));
  let id = "";
  for (let place = 9, rest = now; place >= 0; place--, rest = Math.floor(rest / 32)) {
    id = ALPHABET[rest % 32] + id;
  }
  for (const byte of random) id += ALPHABET[byte % 32];
  return id;
}

const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
