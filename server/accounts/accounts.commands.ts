import { conflict, invalid, notFound, Refusal, unverified } from "#server/errors";
import { revoke } from "#server/live/revocations";
import { findPersonByAddress, sayRenamed } from "#server/people/people.reads";
import type { MeView } from "#shared/accounts/accounts.contract";
import { readAddress } from "#shared/campuses/address";
import type { Id } from "#shared/ids";
import type { Language } from "#shared/languages";
import { nameKeysOf } from "#shared/people/names";
import type { Viewer } from "#shared/people/viewer";
import type { Accounts } from "./accounts.auth";
import { findMe } from "./accounts.reads";
import { cast } from "./cast";
import {
  type ChallengeRecord,
  findByCode,
  findByToken,
  findOpen,
  type PendingAccount,
  type Purpose,
  takeUp,
} from "./challenges.model";
import { confirmAccount, passwordHashOf, setPassword } from "./credentials.commands";
import { hashPassword, isPassword } from "./passwords";
import { type Browser, type Cookies, endAll, endSession, startSession } from "./sessions";
import { markOf, takeMark } from "./signUpMark";

/** The answer of a deed that ends in being signed in, and the cookies that must go with it. */
export interface SignedIn {
  reply: { me: MeView; next: string | null };
  cookies: Cookies;
}

/** What proves that one reads a mailbox: the link's token, or the address with the six digits. */
export interface Proof {
  token?: string | undefined;
  address?: string | undefined;
  code?: string | undefined;
}

/**
 * Confirms a campus address, which makes the account that was asked for, and signs in. The password that was given
 * with the asking counts only in the browser that asked; in any other one is chosen now, and the first is void.
 */
export async function verify(
  accounts: Accounts,
  { password, ...proof }: Proof & { password?: string | undefined },
  browser: Browser,
): Promise<SignedIn> {
  const challenge = await findProven(accounts, "verify", proof, browser);
  if (!hasPending(challenge)) throw wrongProof();
  const { pending } = challenge;
  const isSameBrowser = markOf(accounts, browser.cookie) === pending.markHash;
  if (password === undefined && !isSameBrowser) throw passwordNeeded();

  const passwordHash = password === undefined ? pending.passwordHash : await hashPassword(password);
  if (!(await takeUp(challenge))) throw wrongProof();
  const personId = await confirmAccount(accounts, challenge, { ...pending, passwordHash });
  const { reply, cookies } = await signInAs(accounts, personId, browser, challenge.next);
  return { reply, cookies: [...cookies, takeMark(accounts)] };
}

/** Signs in with address and password. Who is not confirmed yet is told so, once the password is right. */
export async function signIn(
  accounts: Accounts,
  { address: typed, password }: { address: string; password: string },
  browser: Browser,
): Promise<SignedIn> {
  const address = readAddress(typed);
  await accounts.limits.signIn(address ?? "", browser.client);
  const person = address === null ? null : await findPersonByAddress(address);
  const pending = person === null && address !== null ? await findOpen("verify", address) : null;
  const hashed = person
    ? await passwordHashOf(accounts.auth, person._id)
    : (pending?.pending?.passwordHash ?? null);

  if (!(await isPassword(password, hashed))) throw wrongCredentials();
  if (!person?.emailVerified) throw unverified();
  return await signInAs(accounts, person._id, browser, null);
}

/** Ends this session, or with `isEverywhere` all of the person's, and closes their connections. */
export async function signOut(accounts: Accounts, isEverywhere: boolean, browser: Browser): Promise<Cookies> {
  return await endSession(accounts, browser, isEverywhere);
}

/** Sets a new password for whoever reads the mailbox, ends every session, and signs in. */
export async function reset(
  accounts: Accounts,
  { password, ...proof }: Proof & { password: string },
  browser: Browser,
): Promise<SignedIn> {
  const passwordHash = await hashPassword(password);
  const challenge = await findProven(accounts, "reset", proof, browser);
  const person = await findPersonByAddress(challenge.address);
  if (person === null || !(await takeUp(challenge))) throw wrongProof();
  await setPassword(accounts.auth, person._id, passwordHash);
  await endAll(accounts.auth, person._id);
  return await signInAs(accounts, person._id, browser, null);
}

/** Changes the viewer's own name, office and language; their connections come back under the new name. */
export async function settle(
  { auth }: Accounts,
  viewer: Viewer,
  settled: { name: string; unit: string; language: Language },
): Promise<MeView> {
  const personId = viewer.personId as Id;
  const { internalAdapter } = await auth.$context;
  await internalAdapter.updateUser(personId, { ...settled, ...nameKeysOf(settled.name) });
  await sayRenamed();
  await revoke(personId);
  return await findMe(personId);
}

/** Signs in as one of the demonstration's cast; notFound where nobody of that name is there. */
export async function enter(accounts: Accounts, key: string, browser: Browser): Promise<SignedIn> {
  const member = cast.find((one) => one.key === key);
  const person = member ? await findPersonByAddress(member.address) : null;
  if (person === null) throw notFound();
  return await signInAs(accounts, person._id, browser, null);
}

async function signInAs(
  accounts: Accounts,
  personId: Id,
  browser: Browser,
  next: string | null,
): Promise<SignedIn> {
  const cookies = await startSession(accounts, personId, browser);
  return { reply: { me: await findMe(personId), next }, cookies };
}

/** The challenge that this proves; it is still to be taken up. */
async function findProven(
  accounts: Accounts,
  purpose: Purpose,
  { token, address: typed, code }: Proof,
  { client }: Browser,
): Promise<ChallengeRecord> {
  const address = typed === undefined ? undefined : (readAddress(typed) ?? "");
  await accounts.limits.proof(token === undefined ? address : undefined, client);
  if (token === undefined && (address === undefined || code === undefined)) {
    throw invalid("Open the link in the message, or give your address and the six digits.");
  }
  const challenge =
    token === undefined
      ? await findByCode(purpose, { address: address ?? "", code: code ?? "" }, accounts.secret)
      : await findByToken(purpose, token);
  if (challenge === null) throw wrongProof();
  return challenge;
}

function hasPending(challenge: ChallengeRecord): challenge is ChallengeRecord & { pending: PendingAccount } {
  return challenge.pending !== null;
}

const wrongProof = () =>
  new Refusal(
    422,
    "wrongProof",
    "That link or code does not work, or not any more. Only the newest message counts, and after five wrong codes only its link.",
  );

const passwordNeeded = () =>
  conflict(
    "passwordNeeded",
    "This is not the browser in which the account was asked for. Choose its password here.",
  );

/** One sentence for every reason, so that it does not tell which addresses have an account. */
const wrongCredentials = () =>
  new Refusal(
    401,
    "wrongCredentials",
    "Address and password do not go together. Check both, or choose a new password.",
  );
