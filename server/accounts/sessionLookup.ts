import { createHmac, timingSafeEqual } from "node:crypto";
import { listRolesOfPeople } from "#server/campuses/roles.reads";
import { inTime } from "#server/database/patience";
import type { Identity } from "#server/http/viewer";
import { listPeople } from "#server/people/people.reads";
import { stranger } from "#shared/people/viewer";
import { listSessionRecords } from "./sessions.model";

/** Sessions that are looked up with one question to the store. */
const MOST_AT_ONCE = 500;

interface Asked {
  token: string;
  answer(identity: Identity): void;
  fail(error: unknown): void;
}

export type LookUp = (cookie: string) => Promise<Identity>;

/**
 * Works out who a session's cookie belongs to. Everything that is asked while the store is being asked is asked
 * together next time, so that a crowd that comes back after a cut costs a few queries and not three for each.
 */
export function makeSessionLookup(secret: string): LookUp {
  let waiting: Asked[] = [];
  let isAsking = false;

  const askNext = async () => {
    const [batch, rest] = [waiting.slice(0, MOST_AT_ONCE), waiting.slice(MOST_AT_ONCE)];
    waiting = rest;
    try {
      const identities = await inTime(findIdentities(batch.map(({ token }) => token)));
      for (const { token, answer } of batch) answer(identities.get(token) ?? nobody);
    } catch (error) {
      for (const { fail } of batch) fail(error);
    }
    if (waiting.length > 0) setImmediate(askNext);
    else isAsking = false;
  };

  return async (cookie) => {
    const token = readToken(cookie, secret);
    if (token === null) return nobody;
    return await new Promise<Identity>((answer, fail) => {
      waiting.push({ token, answer, fail });
      if (isAsking) return;
      isAsking = true;
      setImmediate(askNext);
    });
  };
}

/** The token in a cookie as the accounts library signs it, or null where it has not signed it. */
function readToken(cookie: string, secret: string): string | null {
  const [, token, signature] = /^([A-Za-z0-9]{20,64})\.([A-Za-z0-9+/]{43}=)$/.exec(decode(cookie)) ?? [];
  if (token === undefined || signature === undefined) return null;
  const own = createHmac("sha256", secret).update(token).digest();
  return timingSafeEqual(own, Buffer.from(signature, "base64")) ? token : null;
}

async function findIdentities(tokens: string[]): Promise<Map<string, Identity>> {
  const now = new Date();
  const sessions = (await listSessionRecords(tokens)).filter(({ expiresAt }) => expiresAt > now);
  const personIds = sessions.map(({ userId }) => userId);
  const [people, roles] = await Promise.all([listPeople(personIds), listRolesOfPeople(personIds)]);
  const byId = new Map(people.map((person) => [person._id, person]));
  const identities = new Map<string, Identity>();
  for (const { _id: sessionId, token, userId: personId, expiresAt } of sessions) {
    const person = byId.get(personId);
    if (person === undefined) continue;
    const { name, unit, campusId, emailVerified: isVerified } = person;
    identities.set(token, {
      viewer: { personId, name, unit, campusId, isVerified, roles: roles.get(personId) ?? [] },
      session: { sessionId, expiresAt: expiresAt.getTime() },
    });
  }
  return identities;
}

function decode(cookie: string): string {
  try {
    return decodeURIComponent(cookie);
  } catch {
    // Not of our making, so nobody's.
    return "";
  }
}

const nobody: Identity = { viewer: stranger, session: null };
