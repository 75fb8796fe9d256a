import type { Identity } from "#server/http/viewer";
import { revoke } from "#server/live/revocations";
import type { Id } from "#shared/ids";
import type { Accounts } from "./accounts.auth";

/** The browser behind a request, as far as sessions are concerned. */
export interface Browser {
  /** Its `Cookie` header. */
  cookie: string;
  identity: Identity;
  /** What its limits count by. */
  client: string;
}

/** `Set-Cookie` headers that an answer must carry. */
export type Cookies = string[];

/** Starts a session for a person. The one that the browser had ends, so that no window goes on as somebody else. */
export async function startSession({ auth }: Accounts, personId: Id, browser: Browser): Promise<Cookies> {
  const { headers } = await auth.api.startSession({ body: { personId }, returnHeaders: true });
  await endFormer(auth, browser);
  return headers.getSetCookie();
}

/** Ends the browser's session, or all of its person's, and closes the connections that came with them. */
export async function endSession(
  { auth }: Accounts,
  browser: Browser,
  isEverywhere: boolean,
): Promise<Cookies> {
  const { viewer, session } = browser.identity;
  const { headers } = await auth.api.signOut({
    headers: new Headers({ cookie: browser.cookie }),
    returnHeaders: true,
  });
  if (viewer.personId !== null && isEverywhere) await endAll(auth, viewer.personId);
  else if (viewer.personId !== null && session !== null) await revoke(viewer.personId, session.sessionId);
  return headers.getSetCookie();
}

/** Ends every session of a person. */
export async function endAll(auth: Accounts["auth"], personId: Id): Promise<void> {
  const { internalAdapter } = await auth.$context;
  await internalAdapter.deleteUserSessions(personId);
  await revoke(personId);
}

async function endFormer(auth: Accounts["auth"], { cookie, identity }: Browser): Promise<void> {
  const { viewer, session } = identity;
  if (viewer.personId === null || session === null) return;
  await auth.api.signOut({ headers: new Headers({ cookie }) });
  await revoke(viewer.personId, session.sessionId);
}
