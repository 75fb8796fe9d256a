import { findReader } from "#server/accounts/readers.reads";
import { notFound } from "#server/errors";
import type { SubscriptionView } from "#shared/notifications/mailings.contract";
import { listMailedThreads, turnThread } from "./mailedThreads.model";
import type { Mailings } from "./mailings";
import { turnDigest } from "./mailPreferences.commands";
import { findPreferences } from "./mailPreferences.model";
import { unchosen } from "./mailPreferences.reads";
import { readToken, type Subscription } from "./subscriptions";

/** What a mail's link speaks of, for whoever has it. It tells no title: mails are passed on. */
export async function findSubscription({ secret }: Mailings, token: string): Promise<SubscriptionView> {
  const { personId, threadId } = await readOrRefuse(token, secret);
  if (threadId === null) {
    const { mode } = (await findPreferences(personId)) ?? unchosen;
    return { kind: "digest", isOff: mode === "none" };
  }
  const mailed = await listMailedThreads(personId, [threadId]);
  return { kind: "thread", isOff: mailed.get(threadId)?.isOff ?? false };
}

/** Ends the mails of which a link speaks, or takes that back. Done again it changes nothing. */
export async function turnSubscription(
  { secret, clock }: Mailings,
  { token, isOff }: { token: string; isOff: boolean },
): Promise<SubscriptionView> {
  const { personId, threadId } = await readOrRefuse(token, secret);
  if (threadId === null) {
    const mode = await turnDigest(personId, isOff, clock());
    return { kind: "digest", isOff: mode === "none" };
  }
  await turnThread(personId, threadId, isOff);
  return { kind: "thread", isOff };
}

async function readOrRefuse(token: string, secret: string): Promise<Subscription> {
  const subscription = readToken(token, secret);
  if (subscription === null || (await findReader(subscription.personId)) === null) throw notFound();
  return subscription;
}
