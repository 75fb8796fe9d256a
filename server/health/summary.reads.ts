import { authorize } from "#server/errors";
import { listShownInGroup, type Shown } from "#server/forums/shown.reads";
import { titleThreads } from "#server/forums/told.reads";
import { listComers } from "#server/groups/comers.reads";
import { findGroup } from "#server/groups/groups.reads";
import { canReadGroup } from "#shared/groups/groups.policy";
import { FEWEST } from "#shared/health/health.contract";
import { SUMMARY_DAYS, type SummaryView } from "#shared/health/summary.contract";
import type { Id } from "#shared/ids";
import type { Viewer } from "#shared/people/viewer";

const PERIOD = SUMMARY_DAYS * 24 * 60 * 60_000;
/** So many posts, the latest, and so many newcomers are looked at; of more it tells from a later moment on. */
const MOST_POSTS = 1_000;
const MOST_COMERS = 1_000;
/** So many threads are named. */
const MOST_NAMED = 3;

/** What happened in a group's own forum of late, for everybody in it: of threads that they may read, and of nobody. */
export async function findSummary(viewer: Viewer, groupId: Id): Promise<SummaryView> {
  const { subject } = await findGroup(viewer, groupId);
  authorize(canReadGroup(viewer, subject));

  const since = Date.now() - PERIOD;
  const [said, came] = await Promise.all([
    listShownInGroup(groupId, since, MOST_POSTS),
    listComers(groupId, since, MOST_COMERS),
  ]);
  const from = Math.max(since, said.cutAt ?? since, came.cutAt ?? since);
  const titles = await titleThreads(viewer, [...new Set(said.shown.map(({ threadId }) => threadId))]);
  const shown = said.shown.filter(({ at, threadId }) => at > from && titles.has(threadId));
  const begun = shown.filter(({ place }) => place === 0).length;
  return {
    ...{ from, begun, replies: shown.length - begun },
    spoke: unlessFew(new Set(shown.map(({ personId }) => personId)).size),
    came: unlessFew(came.comers.filter(({ joinedAt }) => joinedAt > from).length),
    lively: liveliest(shown).map(([threadId, posts]) => {
      return { threadId, title: titles.get(threadId) as string, posts };
    }),
  };
}

/** The threads in which the most was said, the one that was last spoken in first among equals. */
function liveliest(shown: readonly Shown[]): [Id, number][] {
  const posts = new Map<Id, number>();
  for (const { threadId } of shown) posts.set(threadId, (posts.get(threadId) ?? 0) + 1);
  return [...posts].sort(([, one], [, other]) => other - one).slice(0, MOST_NAMED);
}

function unlessFew(people: number): number | null {
  return people < FEWEST ? null : people;
}
