import { enter } from "#server/database/ledger";
import type { Session } from "#server/database/transaction";
import type { LoggedInForums } from "#shared/forums/logged";
import type { Id } from "#shared/ids";
import type { Viewer } from "#shared/people/viewer";
import type { Now } from "./threadChanges.commands";

/** What was done, as the log is told of it. */
interface Logged {
  deed: LoggedInForums;
  /** The spaces whose log tells of it; each once. */
  spaceIds: readonly Id[];
  about: Record<string, Id>;
  /** Whose words it was done to. */
  whom?: Id;
  reason?: string;
  /** The norm that the reason names. */
  norm?: string | undefined;
}

/**
 * Writes what somebody did as one who looks after a space into its log, in the transaction of the deed. It is the last
 * that a deed writes, since it may share its transaction with others and refuses before it writes.
 */
export async function enterLog(
  { personId }: Viewer,
  { deed, spaceIds, about, whom, reason = "", norm }: Logged,
  session: Session,
): Promise<void> {
  const done = { by: personId as Id, deed, about, whom: whom ?? null, reason, norm };
  for (const spaceId of [...new Set(spaceIds)].sort()) await enter(`space:${spaceId}`, done, session);
}

/** The same for what was done in a thread: the log of its home tells of it, and of further spaces whose affair it is. */
export async function enterInThread(
  viewer: Viewer,
  deed: LoggedInForums,
  { thread: { _id: threadId, author, placements }, session }: Pick<Now, "thread" | "session">,
  {
    about = {},
    alsoIn = [],
    ...told
  }: Partial<Omit<Logged, "deed" | "spaceIds">> & { alsoIn?: readonly Id[] } = {},
): Promise<void> {
  const [home] = placements;
  const spaceIds = [...(home === undefined ? [] : [home.spaceId]), ...alsoIn];
  await enterLog(
    viewer,
    { deed, spaceIds, whom: author.personId, ...told, about: { threadId, ...about } },
    session,
  );
}
