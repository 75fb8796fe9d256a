import { authorize } from "#server/errors";
import { listShownInGroup, nameOpenThreads, type Shown } from "#server/forums/shown.reads";
import { type Comer, findThoseIn, listComers } from "#server/groups/comers.reads";
import { findGroup } from "#server/groups/groups.reads";
import { canFacilitateGroup } from "#shared/groups/groups.policy";
import { type HealthView, PERIOD_DAYS, type PeriodView } from "#shared/health/health.contract";
import type { Id } from "#shared/ids";
import type { Viewer } from "#shared/people/viewer";
import { type Begun, begunIn, firstAnswerOf, welcomeOf } from "./answers";
import { voicesOf } from "./voices";

const PERIOD = PERIOD_DAYS * 24 * 60 * 60_000;
/** So many posts, the latest, and so many newcomers are looked at. */
const MOST_POSTS = 5_000;
const MOST_COMERS = 1_000;
/** So many of the threads that wait are named. */
const MOST_NAMED = 10;

/** How a group's forum does, for those who facilitate it. Who said what is counted here and goes no further. */
export async function findHealth(viewer: Viewer, groupId: Id): Promise<HealthView> {
  const { record, subject } = await findGroup(viewer, groupId);
  authorize(canFacilitateGroup(viewer, subject));

  const until = Date.now();
  const seen = await look(groupId, until - 2 * PERIOD);
  const middle = until - PERIOD;
  return {
    members: record.memberCount,
    now: periodOf(seen, Math.max(middle, seen.from), until),
    before: seen.from < middle ? periodOf(seen, seen.from, middle) : null,
    countedFrom: seen.isCut ? seen.from : null,
    waiting: seen.waiting.slice(0, MOST_NAMED).map(({ opening: { threadId, at } }) => {
      return { threadId, title: seen.titles.get(threadId) ?? "", at };
    }),
  };
}

/** What is looked at. */
interface Seen {
  /** After when all of it is there. */
  from: number;
  isCut: boolean;
  shown: Shown[];
  comers: Comer[];
  isIn: Set<Id>;
  begun: Begun[];
  /** Open threads that nobody else has answered, the oldest first, and what they are called. */
  waiting: Begun[];
  titles: Map<Id, string>;
}

async function look(groupId: Id, since: number): Promise<Seen> {
  const [said, came] = await Promise.all([
    listShownInGroup(groupId, since, MOST_POSTS),
    listComers(groupId, since, MOST_COMERS),
  ]);
  const from = Math.max(since, said.cutAt ?? since, came.cutAt ?? since);
  const shown = said.shown.filter(({ at }) => at > from);
  const begun = begunIn(shown);
  const unanswered = begun.filter(({ answer }) => answer === null).reverse();
  const [isIn, titles] = await Promise.all([
    findThoseIn(
      groupId,
      shown.map(({ personId }) => personId),
    ),
    nameOpenThreads(unanswered.map(({ opening }) => opening.threadId)),
  ]);
  const waiting = unanswered.filter(({ opening }) => titles.has(opening.threadId));
  return { from, isCut: from > since, shown, comers: came.comers, isIn, begun, waiting, titles };
}

/** The figures of a time. What is said after it counts as an answer too. */
function periodOf({ shown, comers, isIn, begun, waiting }: Seen, from: number, until: number): PeriodView {
  const isThen = (at: number) => from < at && at <= until;
  const said = shown.filter(({ at, personId }) => isThen(at) && isIn.has(personId));
  const came = comers.filter(({ joinedAt }) => isThen(joinedAt));
  return {
    ...{ from, until },
    ...voicesOf(said.map(({ personId }) => personId)),
    unanswered: waiting.filter(({ opening }) => isThen(opening.at)).length,
    firstAnswer: firstAnswerOf(begun.filter(({ opening }) => isThen(opening.at))),
    ...welcomeOf(came, shown),
  };
}
