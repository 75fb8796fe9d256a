import type { IncomingMessage } from "node:http";
import type { Viewer } from "#shared/people/viewer";
import { stranger } from "#shared/people/viewer";

/** A session as a connection needs to know it: whose it is, and until when. */
export interface SessionMark {
  sessionId: string;
  /** Milliseconds since the epoch. */
  expiresAt: number;
}

export interface Identity {
  viewer: Viewer;
  /** Null for a stranger. */
  session: SessionMark | null;
}

/** Works out who sends a request from its headers. Given by the feature that knows accounts. */
export type Identify = (headers: IncomingMessage["headers"]) => Promise<Identity>;

/** Who sent the request, worked out once. */
export async function viewerOf(request: IncomingMessage): Promise<Viewer> {
  return (await identityOf(request)).viewer;
}

/** Who sent the request, and in which session. Looked up when first asked, so that static files cost no look-up. */
export function identityOf(request: IncomingMessage): Promise<Identity> {
  const known = identities.get(request);
  if (known === undefined) return Promise.resolve(nobody);
  known.identity ??= known.identify(request.headers);
  return known.identity;
}

/** Tells how to find out, for the length of one request, who sent it. */
export function identifyBy(request: IncomingMessage, identify: Identify): void {
  identities.set(request, { identify });
}

const nobody: Identity = { viewer: stranger, session: null };
const identities = new WeakMap<IncomingMessage, { identify: Identify; identity?: Promise<Identity> }>();
