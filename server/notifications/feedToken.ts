import { createHash } from "node:crypto";

/** What of a feed's token is stored. It is 256 random bits, so that a plain hash gives nothing away. */
export function hashToken(token: string): string {
  return createHash("sha256").update(token).digest("base64url");
}
