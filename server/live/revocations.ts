import { newId } from "#shared/ids";
import { Revocation } from "./revocations.model";

export interface Revoked {
  personId: string;
  /** Null where all of the person's sessions are meant. */
  sessionId: string | null;
}

type Listener = (revoked: Revoked) => void;

/** How often other processes' revocations are looked for, in milliseconds: rights are never older than a second. */
const PATIENCE = 400;
/** How far back is looked each time, which bridges clocks that differ and a store that was away. */
const OVERLAP = 10_000;

/** This process, as it signs what it announces. */
const HERE = newId();

const listeners = new Set<Listener>();

/**
 * Announces that a person's rights or session have changed: in this process at once, in every other, including a
 * command line's neighbour, within half a second. Whoever holds rights in memory forgets them.
 */
export async function revoke(personId: string, sessionId: string | null = null): Promise<void> {
  tell({ personId, sessionId });
  await Revocation.create({ personId, sessionId, origin: HERE, at: new Date() });
}

/** Listens for revocations; the answer stops listening. */
export function onRevoked(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Starts looking for what other processes have revoked; the answer stops it. */
export function watchRevocations(reportFailure: (error: unknown) => void): () => void {
  const seen = new Set<string>();
  let isStopped = false;
  const look = async () => {
    try {
      const recent = await Revocation.since(new Date(Date.now() - OVERLAP), HERE);
      for (const { _id, personId, sessionId } of recent) {
        if (!seen.has(_id)) tell({ personId, sessionId: sessionId ?? null });
      }
      seen.clear();
      for (const { _id } of recent) seen.add(_id);
    } catch (error) {
      reportFailure(error);
    }
    if (!isStopped) timer = setTimeout(look, PATIENCE).unref();
  };
  let timer = setTimeout(look, PATIENCE).unref();
  return () => {
    isStopped = true;
    clearTimeout(timer);
  };
}

function tell(revoked: Revoked): void {
  for (const listener of listeners) listener(revoked);
}
