import { findCampusOrNull } from "#server/campuses/campuses.reads";
import { listAllianceIds } from "#server/campuses/scopes.reads";
import { invalid } from "#server/errors";
import { behindTheAnswer } from "#server/mail/behindTheAnswer";
import { findPersonByAddress } from "#server/people/people.reads";
import type { SignUpInput } from "#shared/accounts/accounts.contract";
import { parseAddress, readAddress } from "#shared/campuses/address";
import type { Accounts } from "./accounts.auth";
import { type ChallengeRecord, findOpen, type PendingAccount, pose } from "./challenges.model";
import { hashPassword } from "./passwords";
import type { Cookies } from "./sessions";
import { makeMark } from "./signUpMark";

/** Where a deed came from: the client that its limits count, and the site's own address for links in messages. */
export interface Source {
  client: string;
  origin: string;
}

/**
 * Asks for an account. A message goes to the address, which is built from one of the campus's own domains; nothing
 * exists until the mailbox's owner confirms it. The answer is the same, after the same work, for a known address; its
 * cookie marks the browser in which the password was chosen.
 */
export async function signUp(
  accounts: Accounts,
  input: SignUpInput,
  source: Source,
): Promise<{ address: string; cookies: Cookies }> {
  const address = await buildAddress(input);
  await accounts.limits.message(address, source.client);
  const { name, unit, campusId, language, next = null } = input;
  const passwordHash = await hashPassword(input.password);
  const mark = makeMark(accounts);

  await behindTheAnswer(accounts.mailer, async () => {
    if (await sendIfKnown(accounts, address, source)) return;
    const pending = { name, unit, campusId, passwordHash, markHash: mark.hash };
    await askToConfirm(accounts, { address, language, next, pending }, source);
  });
  return { address, cookies: [mark.cookie] };
}

/** Sends the confirming message again, with new proofs. Says the same whether or not the address was known. */
export async function resend(
  accounts: Accounts,
  typed: string,
  source: Source,
): Promise<Record<string, never>> {
  const address = readOrRefuse(typed);
  await accounts.limits.message(address, source.client);
  await behindTheAnswer(accounts.mailer, async () => {
    if (await sendIfKnown(accounts, address, source)) return;
    const open = await findOpen("verify", address);
    if (open?.pending == null) return;
    const { language, next, pending } = open;
    await askToConfirm(accounts, { address, language, next, pending }, source);
  });
  return {};
}

/** Sends a message for a new password. Says the same whether or not the address was known. */
export async function requestReset(
  accounts: Accounts,
  typed: string,
  source: Source,
): Promise<Record<string, never>> {
  const address = readOrRefuse(typed);
  await accounts.limits.message(address, source.client);
  await behindTheAnswer(accounts.mailer, async () => {
    const person = await findPersonByAddress(address);
    if (!person?.emailVerified) return;
    const { language } = person;
    const proofs = await pose(
      { purpose: "reset", address, language, next: null, pending: null },
      accounts.secret,
    );
    const values = { code: proofs.code, url: `${source.origin}/reset?token=${proofs.token}` };
    await accounts.mailer.send({ kind: "reset", to: address, language, values });
  });
  return {};
}

/** Brings a typed address to its one spelling, or refuses it as no address. */
export function readOrRefuse(typed: string): string {
  const address = readAddress(typed);
  if (address === null) throw notAnAddress("address");
  return address;
}

async function buildAddress({ programId, campusId, mailbox, domain }: SignUpInput): Promise<string> {
  const campus = await findCampusOrNull(campusId);
  if (campus === null || !(await listAllianceIds(campusId)).includes(programId)) {
    const message = "Choose a campus of that program.";
    throw invalid(message, [{ path: "campusId", message }]);
  }
  const address = parseAddress(`${mailbox}@${domain}`, campus.emailDomains);
  if (address === null) throw notAnAddress("mailbox");
  return address.whole;
}

/** Sends the message whose link or code makes an account of what was asked for. */
async function askToConfirm(
  { mailer, secret }: Accounts,
  asked: Pick<ChallengeRecord, "address" | "language" | "next"> & { pending: PendingAccount },
  { origin }: Source,
): Promise<void> {
  const { address, language, pending } = asked;
  const { code, token } = await pose({ purpose: "verify", ...asked }, secret);
  const values = { name: pending.name, code, url: `${origin}/verify?token=${token}` };
  await mailer.send({ kind: "verify", to: address, language, values });
}

async function sendIfKnown({ mailer }: Accounts, address: string, { origin }: Source): Promise<boolean> {
  const person = await findPersonByAddress(address);
  if (!person?.emailVerified) return false;
  await mailer.send({
    kind: "known",
    to: address,
    language: person.language,
    values: { url: `${origin}/sign-in` },
  });
  return true;
}

function notAnAddress(path: string) {
  const message = "That is not the name of a mailbox at that campus. Write it as it stands before the @.";
  return invalid(path === "mailbox" ? message : "That is not a campus address.", [
    { path, message: path === "mailbox" ? message : "That is not a campus address." },
  ]);
}
