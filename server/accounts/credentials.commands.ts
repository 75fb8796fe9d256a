import { findPersonByAddress, sayRenamed } from "#server/people/people.reads";
import type { Id } from "#shared/ids";
import { nameKeysOf } from "#shared/people/names";
import type { Accounts } from "./accounts.auth";
import type { ChallengeRecord, PendingAccount } from "./challenges.model";
import { endAll } from "./sessions";

/** The name under which the accounts library files passwords. */
const PASSWORD = "credential";

/**
 * Makes the account that was asked for, now that the mailbox's owner has confirmed it, and answers the person's id.
 * Where the address came to an account meanwhile, the owner's latest word counts, and older sessions end.
 */
export async function confirmAccount(
  { auth }: Accounts,
  { address, language }: Pick<ChallengeRecord, "address" | "language">,
  { name, unit, campusId, passwordHash }: Omit<PendingAccount, "markHash">,
): Promise<Id> {
  const { internalAdapter } = await auth.$context;
  const known = await findPersonByAddress(address);
  const confirmed = { name, ...nameKeysOf(name), unit, campusId, language, emailVerified: true };
  if (known !== null) {
    await internalAdapter.updateUser(known._id, confirmed);
    await sayRenamed();
    await setPassword(auth, known._id, passwordHash);
    await endAll(auth, known._id);
    return known._id;
  }
  const { id } = await internalAdapter.createUser(
    { ...confirmed, email: address },
    { method: "email-password" },
  );
  await setPassword(auth, id, passwordHash);
  return id;
}

/** Sets a person's password, whether or not there was one. */
export async function setPassword(auth: Accounts["auth"], personId: Id, passwordHash: string): Promise<void> {
  const { internalAdapter } = await auth.$context;
  if ((await passwordHashOf(auth, personId)) !== null) {
    await internalAdapter.updatePassword(personId, passwordHash);
    return;
  }
  await internalAdapter.linkAccount({
    userId: personId,
    accountId: personId,
    providerId: PASSWORD,
    password: passwordHash,
  });
}

/** The hash of a person's password, or null where none was set. */
export async function passwordHashOf(auth: Accounts["auth"], personId: Id): Promise<string | null> {
  const { internalAdapter } = await auth.$context;
  const credentials = await internalAdapter.findAccounts(personId);
  return credentials.find(({ providerId }) => providerId === PASSWORD)?.password ?? null;
}
