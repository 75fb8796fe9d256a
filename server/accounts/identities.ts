import type { IncomingHttpHeaders } from "node:http";
import type { Identify, Identity } from "#server/http/viewer";
import { onRevoked } from "#server/live/revocations";
import { stranger } from "#shared/people/viewer";
import type { LookUp } from "./sessionLookup";

/** How long an identity is believed without asking the store, in milliseconds. Revocations end it at once. */
const PATIENCE = 60_000;
/** Identities kept; the one worked out longest ago makes way. */
const MOST = 20_000;

interface Known {
  identity: Identity;
  until: number;
}

export interface Identities {
  identify: Identify;
  close(): void;
}

/**
 * Works out who sends a request from the session's cookie, and remembers it for a minute. Whatever is revoked, in this
 * process or another, is forgotten, and what was being looked up meanwhile is looked up again.
 */
export function makeIdentify(lookUp: LookUp, cookieName: string): Identities {
  const known = new Map<string, Known>();
  let revocations = 0;

  const stop = onRevoked(({ personId, sessionId }) => {
    revocations += 1;
    for (const [cookie, { identity }] of known) {
      const isMeant = sessionId === null || identity.session?.sessionId === sessionId;
      if (identity.viewer.personId === personId && isMeant) known.delete(cookie);
    }
  });

  const identify: Identify = async (headers) => {
    const cookie = readCookie(headers, cookieName);
    if (cookie === null) return nobody;
    const remembered = known.get(cookie);
    if (remembered !== undefined && remembered.until > Date.now()) return remembered.identity;
    known.delete(cookie);

    let before = revocations;
    let identity = await lookUp(cookie);
    while (revocations !== before) {
      before = revocations;
      identity = await lookUp(cookie);
    }
    if (identity.session !== null) {
      known.set(cookie, { identity, until: Math.min(Date.now() + PATIENCE, identity.session.expiresAt) });
      if (known.size > MOST) known.delete(known.keys().next().value as string);
    }
    return identity;
  };
  return { identify, close: stop };
}

/** The raw value of one cookie, or null. */
export function readCookie(
  { cookie = "" }: Pick<IncomingHttpHeaders, "cookie">,
  name: string,
): string | null {
  for (const pair of cookie.split(";")) {
    const [key, value] = pair.trim().split(/=(.*)/s);
    if (key === name && value) return value;
  }
  return null;
}

const nobody: Identity = { viewer: stranger, session: null };
