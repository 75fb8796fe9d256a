import { hash, verify } from "@node-rs/argon2";

/** OWASP's first choice for argon2id, which is this library's variety: 19 MiB, two passes, one lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Hashes a password so that it can be stored. */
export async function hashPassword(password: string): Promise<string> {
  return await hash(password.normalize("NFKC"), COST);
}

/**
 * Whether a password is the one that was hashed. Without a hash it works as long and says no, so that the time it
 * takes does not tell which addresses have an account.
 */
export async function isPassword(password: string, hashed: string | null): Promise<boolean> {
  const isMatch = await verify(hashed ?? (await nobodysHash()), password.normalize("NFKC"));
  return isMatch && hashed !== null;
}

let nobodys: Promise<string> | undefined;

function nobodysHash(): Promise<string> {
  nobodys ??= hashPassword(crypto.randomUUID());
  return nobodys;
}
