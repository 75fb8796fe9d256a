import { createHmac, timingSafeEqual } from "node:crypto";
import { type Id, idSchema } from "#shared/ids";
import type { MailKind } from "#shared/notifications/mailings.contract";

/** What a link in a mail can end. */
export interface Subscription {
  personId: Id;
  /** The thread whose mails it ends; or `digest`, for all together; or `direct`, for what is said to themselves. */
  target: string;
}

/**
 * Writes a token that ends that for that person and can do nothing else. It names what it speaks of, signed, so that
 * nothing is stored for a mail, and works for as long as somebody keeps the mail.
 */
export function toToken({ personId, target }: Subscription, secret: string): string {
  const what = `${personId}-${target}`;
  return `${what}-${sign(what, secret)}`;
}

/** Reads such a token; null where it is not one of ours. */
export function readToken(token: string, secret: string): Subscription | null {
  const [, what = "", personId = "", target = "", signature = ""] =
    /^(([0-9a-z]{26})-(digest|direct|[0-9a-z]{26}))-([\w-]{43})$/.exec(token) ?? [];
  if (!idSchema.safeParse(personId).success) return null;
  const own = Buffer.from(sign(what, secret));
  if (!timingSafeEqual(own, Buffer.from(signature))) return null;
  return { personId, target };
}

/** Of which kind the mails are that end. */
export function kindOf({ target }: Subscription): MailKind {
  return target === "digest" || target === "direct" ? target : "thread";
}

function sign(what: string, secret: string): string {
  return createHmac("sha256", secret).update(`end mails: ${what}`).digest("base64url");
}
