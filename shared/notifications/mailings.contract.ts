import * as z from "zod/mini";
import { endpoint } from "#shared/http/endpoint";
import { isAnyone, isMember } from "#shared/people/people.policy";

/**
 * How somebody is written to of the threads that they follow: not at all, of each thread once it has been quiet for a
 * while, or of all of them together once a day or week.
 */
export const mailModes = ["none", "batched", "daily", "weekly"] as const;
export type MailMode = (typeof mailModes)[number];

/** What a mail tells: what is new in one thread, in all of them together, or what was said to its reader. */
export const mailKinds = ["thread", "digest", "direct"] as const;
export type MailKind = (typeof mailKinds)[number];

export const timeZoneName = z
  .string()
  .check(z.maxLength(64), z.refine(isTimeZone, "That is not the name of a time zone."));

const digestTime = {
  /** From 1, Monday, to 7. */
  weekday: z.int().check(z.gte(1), z.lte(7)),
  /** By the clock on the wall of their zone. */
  hour: z.int().check(z.gte(0), z.lte(23)),
  /** Null for the campus's. */
  timeZone: z.nullable(timeZoneName),
};

const choice = {
  mode: z.enum(mailModes),
  /** What is said to themselves is mailed as well, soon, whatever holds for what they follow. */
  wantsDirect: z.boolean(),
  ...digestTime,
};

export const mailPreferencesInput = z.strictObject(choice);
export type MailPreferencesInput = z.infer<typeof mailPreferencesInput>;

/** How one person is written to. Nobody else's business. */
export const mailPreferencesView = z.object({
  ...choice,
  campusTimeZone: z.string(),
  /** Their mailbox refused what was sent, several times: nothing is sent until they choose again. */
  isRefused: z.boolean(),
});
export type MailPreferencesView = z.infer<typeof mailPreferencesView>;

/** What a link in a mail speaks of: that one thread, the digest, or what is said to themselves. */
export const subscriptionView = z.object({
  kind: z.enum(mailKinds),
  /** No mail of it is sent. */
  isOff: z.boolean(),
});
export type SubscriptionView = z.infer<typeof subscriptionView>;

const token = z.string().check(z.maxLength(200));
const oneClick = {
  path: "/api/mailings/one-click/:token",
  params: z.strictObject({ token }),
  policy: isAnyone,
  about: "mailing",
} as const;

export const mailingEndpoints = {
  show: endpoint({
    method: "GET",
    path: "/api/mailings/preferences",
    summary: "How the viewer is written to of the threads that they follow, and of what is said to them.",
    reply: mailPreferencesView,
    policy: isMember,
    about: "nothing",
  }),
  choose: endpoint({
    method: "POST",
    path: "/api/mailings/preferences",
    summary: "Chooses how the viewer is written to. What was said before is not mailed.",
    input: mailPreferencesInput,
    reply: mailPreferencesView,
    policy: isMember,
    about: "nothing",
  }),
  find: endpoint({
    method: "GET",
    path: "/api/mailings/unsubscribe",
    summary: "What the token of a mail's link speaks of. Needs no session, and changes nothing.",
    input: z.strictObject({ token }),
    reply: subscriptionView,
    policy: isAnyone,
    about: "mailing",
  }),
  unsubscribe: endpoint({
    method: "POST",
    path: "/api/mailings/unsubscribe",
    summary: "Ends the mails of which the token speaks, or takes that back. Needs the token alone.",
    input: z.strictObject({ token, isOff: z.boolean() }),
    reply: subscriptionView,
    policy: isAnyone,
    about: "mailing",
  }),
  oneClick: endpoint({
    ...oneClick,
    method: "POST",
    summary: "The same in one click (RFC 8058), as mail services send it: a form, from anywhere.",
    reply: z.object({}),
    isForAnyOrigin: true,
  }),
  oneClickPage: endpoint({
    ...oneClick,
    method: "GET",
    summary: "Leads whoever opens that address to the page with the button. Changes nothing.",
    reply: z.string(),
    replyType: "text/html",
  }),
};

/** When a digest comes; for `nextDigestAt`. */
export function everyOf(mode: MailMode): "day" | "week" | null {
  return mode === "daily" ? "day" : mode === "weekly" ? "week" : null;
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    // What the clock does not know is no zone.
    return false;
  }
}
