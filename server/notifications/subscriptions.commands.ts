import { findReader } from "#server/accounts/readers.reads";
import { notFound } from "#server/errors";
import type { SubscriptionView } from "#shared/notifications/mailings.contract";
import { listMailedThreads, turnThread } from "./mailedThreads.model";
import type { Mailings } from "./mailings";
import { turnDigest, turnDirect } from "./mailPreferences.commands";
import { findPreferences } from "./mailPreferences.model";
import { unchosen, wantsDirect } from "./mailPreferences.reads";
import { kindOf, readToken, type Subscription } from "./subscriptions";

/** What a mail's link speaks of, for whoever has it. It tells no title: mails are passed on. */
export async function findSubscription({ secret }: Mailings, token: string): Promise<SubscriptionView> {
  const subscription = await readOrRefuse(token, secret);
  return { kind: kindOf(subscription), isOff: await isOffNow(subscription) };
}

async function isOffNow(subscription: Subscription): Promise<boolean> {
  const { personId, target } = subscription;
  const kind = kindOf(subscription);
  if (kind === "thread") return (await listMailedThreads(personId, [target])).get(target)?.isOff ?? false;
  const preferences = await findPreferences(personId);
  return kind === "direct" ? !wantsDirect(preferences) : (preferences ?? unchosen).mode === "none";
}

/** Ends the mails of which a link speaks, or takes that back. Done again it changes nothing. */
export async function turnSubscription(
  { secret, clock }: Mailings,
  { token, isOff }: { token: string; isOff: boolean },
): Promise<SubscriptionView> {
  const subscription = await readOrRefuse(token, secret);
  const { personId, target } = subscription;
  const kind = kindOf(subscription);
  if (kind === "digest") await turnDigest(personId, isOff, clock());
  else if (kind === "direct") await turnDirect(personId, isOff, clock());
  else await turnThread(personId, target, isOff);
  return { kind, isOff: await isOffNow(subscription) };
}

async function readOrRefuse(token: string, secret: string): Promise<Subscription> {
  const subscription = readToken(token, secret);
  if (subscription === null || (await findReader(subscription.personId)) === null) throw notFound();
  return subscription;
}
