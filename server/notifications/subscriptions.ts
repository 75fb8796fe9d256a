import { createHmac, timingSafeEqual } from "node:crypto";
import { type Id, idSchema } from "#shared/ids";

/** What a link in a mail can end: the mails of one thread, or those of all together. */
export interface Subscription {
  personId: Id;
  /** Null for the digest. */
  threadId: Id | null;
}

/**
 * Writes a token that ends that for that person and can do nothing else. It names what it speaks of, signed, so that
 * nothing is stored for a mail, and works for as long as somebody keeps the mail.
 */
export function toToken({ personId, threadId }: Subscription, secret: string): string {
  const what = `${personId}-${threadId ?? DIGEST}`;
  return `${what}-${sign(what, secret)}`;
}

/** Reads such a token; null where it is not one of ours. */
export function readToken(token: string, secret: string): Subscription | null {
  const [, what = "", personId = "", target = "", signature = ""] =
    /^(([0-9a-z]{26})-(digest|[0-9a-z]{26}))-([\w-]{43})$/.exec(token) ?? [];
  if (!idSchema.safeParse(personId).success) return null;
  const own = Buffer.from(sign(what, secret));
  if (!timingSafeEqual(own, Buffer.from(signature))) return null;
  return { personId, threadId: target === DIGEST ? null : target };
}

const DIGEST = "digest";

function sign(what: string, secret: string): string {
  return createHmac("sha256", secret).update(`end mails: ${what}`).digest("base64url");
}
