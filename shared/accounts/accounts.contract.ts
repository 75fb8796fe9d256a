import * as z from "zod/mini";
import { campusMark } from "#shared/campuses/campuses.contract";
import { endpoint } from "#shared/http/endpoint";
import { pageInput, pageOf } from "#shared/http/page";
import { idSchema } from "#shared/ids";
import { languageSchema } from "#shared/languages";
import { personName, personUnit } from "#shared/people/people.contract";
import { isAnyone, isMember } from "#shared/people/people.policy";
import { parts, scopeKinds } from "#shared/people/viewer";
import { isDeveloping } from "./accounts.policy";

/** At least 10 characters, at most 128; longer is stronger than stranger (NIST SP 800-63B section 3.1.1.2). */
export const password = z
  .string()
  .check(
    z.minLength(10, "A password has at least 10 characters."),
    z.maxLength(128, "A password has at most 128 characters."),
  );

export const signUpInput = z.strictObject({
  programId: idSchema,
  campusId: idSchema,
  /** The part before the `@`. */
  mailbox: z.string().check(z.trim(), z.minLength(1, "Write the part before the @."), z.maxLength(64)),
  /** One of the campus's listed domains. */
  domain: z.string().check(z.maxLength(253)),
  name: personName,
  unit: personUnit,
  password,
  language: languageSchema,
  /** The path to go on to once the address is confirmed, such as `/j/KITE42`. */
  next: z.optional(
    z.string().check(z.maxLength(200), z.regex(/^\/(?![/\\])[^\s\\]*$/, "That is not a path of this site.")),
  ),
});
export type SignUpInput = z.infer<typeof signUpInput>;

const address = z.string().check(z.trim(), z.minLength(3, "Write your campus address."), z.maxLength(320));

/** Proves that one reads the mailbox: the token of the link, or the address with the six digits. */
const proof = {
  token: z.optional(z.string().check(z.regex(/^[A-Za-z0-9_-]{43}$/, "That link is not whole."))),
  address: z.optional(address),
  code: z.optional(z.string().check(z.trim(), z.regex(/^\d{6}$/, "The code has six digits."))),
};

/** Who is signed in, as their own browser may know it. */
export const meView = z.object({
  personId: idSchema,
  name: z.string(),
  unit: z.string(),
  address: z.string(),
  language: languageSchema,
  campus: campusMark,
  isVerified: z.boolean(),
  roles: z.array(
    z.object({ role: z.enum(parts), scopeKind: z.enum(scopeKinds), scopeId: z.nullable(idSchema) }),
  ),
});
export type MeView = z.infer<typeof meView>;

/** What the deployment offers to somebody who is not signed in. */
export const siteView = z.object({
  /** Null for a stranger. */
  me: z.nullable(meView),
  /** Mail is kept at `/outbox` instead of being sent. */
  hasOutbox: z.boolean(),
  /** People whom a demonstration lets one be with one click; empty elsewhere. */
  cast: z.array(z.object({ key: z.string(), name: z.string(), part: z.string(), campus: campusMark })),
});
export type SiteView = z.infer<typeof siteView>;

const afterSignIn = z.object({ me: meView, next: z.nullable(z.string()) });

export const accountEndpoints = {
  site: endpoint({
    method: "GET",
    path: "/api/accounts/site",
    summary: "Who is signed in, and what this deployment offers to a stranger.",
    reply: siteView,
    policy: isAnyone,
    about: "nothing",
  }),
  signUp: endpoint({
    method: "POST",
    path: "/api/accounts/sign-up",
    summary:
      "Asks for an account; a message goes to the campus address. Says the same whether or not the address was known.",
    input: signUpInput,
    reply: z.object({ address: z.string() }),
    policy: isAnyone,
    about: "nothing",
  }),
  resend: endpoint({
    method: "POST",
    path: "/api/accounts/resend",
    summary: "Sends the confirming message again. Says the same whether or not the address was known.",
    input: z.strictObject({ address }),
    reply: z.object({}),
    policy: isAnyone,
    about: "nothing",
  }),
  verify: endpoint({
    method: "POST",
    path: "/api/accounts/verify",
    summary:
      "Confirms the campus address by the link's token or the code, and signs in. In another browser than the one that signed up the password must be chosen here.",
    input: z.strictObject({ ...proof, password: z.optional(password) }),
    reply: afterSignIn,
    policy: isAnyone,
    about: "nothing",
  }),
  signIn: endpoint({
    method: "POST",
    path: "/api/accounts/sign-in",
    summary: "Signs in with address and password; refused with the reason until the address is confirmed.",
    input: z.strictObject({
      address,
      password: z.string().check(z.minLength(1, "Write your password."), z.maxLength(128)),
    }),
    reply: afterSignIn,
    policy: isAnyone,
    about: "nothing",
  }),
  signOut: endpoint({
    method: "POST",
    path: "/api/accounts/sign-out",
    summary: "Ends this session, or with `everywhere` all of the person's, and closes their connections.",
    input: z.strictObject({ everywhere: z.boolean() }),
    reply: z.object({}),
    policy: isMember,
    about: "nothing",
  }),
  requestReset: endpoint({
    method: "POST",
    path: "/api/accounts/request-reset",
    summary: "Sends a message for a new password. Says the same whether or not the address was known.",
    input: z.strictObject({ address }),
    reply: z.object({}),
    policy: isAnyone,
    about: "nothing",
  }),
  reset: endpoint({
    method: "POST",
    path: "/api/accounts/reset",
    summary: "Sets a new password by the link's token or the code, ends every session, and signs in.",
    input: z.strictObject({ ...proof, password }),
    reply: afterSignIn,
    policy: isAnyone,
    about: "nothing",
  }),
  settle: endpoint({
    method: "POST",
    path: "/api/accounts/me",
    summary: "Changes the viewer's own name, office and language.",
    input: z.strictObject({ name: personName, unit: personUnit, language: languageSchema }),
    reply: meView,
    policy: isMember,
    about: "nothing",
  }),
  outbox: endpoint({
    method: "GET",
    path: "/api/accounts/outbox",
    summary:
      "The mail that was kept instead of sent, newest first. Exists without SMTP and on loopback only.",
    input: z.strictObject(pageInput),
    reply: pageOf(
      z.object({ id: z.string(), to: z.string(), subject: z.string(), text: z.string(), at: z.number() }),
    ),
    policy: isDeveloping,
    about: "development",
  }),
  enter: endpoint({
    method: "POST",
    path: "/api/accounts/enter",
    summary: "Signs in as one of the demonstration's cast. Exists in a demonstration on loopback only.",
    input: z.strictObject({ key: z.string().check(z.maxLength(40)) }),
    reply: afterSignIn,
    policy: isDeveloping,
    about: "development",
  }),
};
