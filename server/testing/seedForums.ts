import { type CastKey, cast } from "#server/accounts/cast";
import { listCategoriesOf } from "#server/forums/categories.model";
import { enterEverything } from "#server/forums/entries.load";
import { vote } from "#server/forums/heads.commands";
import { noteSpeaker } from "#server/forums/readings.model";
import { findSpaceOf } from "#server/forums/spaces.model";
import { listName } from "#server/forums/threadLists";
import { listThreadsIn } from "#server/forums/threads.model";
import { type Id, newId } from "#shared/ids";
import { stranger } from "#shared/people/viewer";
import { fromPlainText } from "#shared/richText/plainText";
import { type PastPost, type PastThread, storeThreads } from "./fillForum";
import type { Demonstration } from "./seed";
import { type Said, type ThreadScript, threadScripts } from "./seedThreads";

const HOUR = 3_600_000;

/** Fills the demonstration's forum with what its cast has written over the last weeks, unless something is there. */
export async function seedForums(demonstration: Demonstration, now = Date.now()): Promise<void> {
  const space = await findSpaceOf("alliance", demonstration.programId);
  if (space === null) return;
  const known = await listThreadsIn([listName("listed", space._id)], "active", null, 1);
  if (known.length > 0) return;

  const categories = await listCategoriesOf([space._id]);
  const past = threadScripts.flatMap((script): PastThread[] => {
    const category = categories.find(({ title }) => title === script.category);
    if (category === undefined) return [];
    const placement = {
      ...{ spaceId: space._id, categoryId: category._id },
      ...{ isPinned: script.isPinned ?? false, isHidden: false },
    };
    return [toThread(script, placement, demonstration, now)];
  });
  const ids = await storeThreads(past);
  await enterEverything();
  await followOwn(ids, past);
  await voteInPolls(demonstration, ids, past);
}

/** Whoever spoke follows the thread, or watches it who began it, and has read it as far as they spoke, as if just now. */
async function followOwn(ids: readonly Id[], past: readonly PastThread[]): Promise<void> {
  for (const [which, { posts }] of past.entries()) {
    const readTo = new Map(posts.map(({ author }, place) => [author.personId, place + 1]));
    for (const [personId, place] of readTo) {
      const level = personId === posts[0]?.author.personId ? "watch" : "follow";
      await noteSpeaker(personId, ids[which] as Id, place, level);
    }
  }
}

async function voteInPolls(
  { people, campuses }: Demonstration,
  ids: readonly Id[],
  past: readonly PastThread[],
): Promise<void> {
  for (const [place, { kind }] of past.entries()) {
    if (kind !== "poll") continue;
    for (const [by, choices] of VOTES) {
      const viewer = {
        ...stranger,
        personId: people[by],
        campusId: campusOf(by, campuses),
        isVerified: true,
      };
      await vote(viewer, ids[place] as Id, { deedId: newId(), choices });
    }
  }
}

const VOTES: readonly (readonly [CastKey, number[]])[] = [
  ["max", [1]],
  ["mia", [1, 3]],
  ["ola", [0, 1]],
];

function toThread(
  { category: _category, isPinned: _isPinned, daysAgo, decideInDays, said, ...script }: ThreadScript,
  placement: PastThread["placement"],
  demonstration: Demonstration,
  now: number,
): PastThread {
  const begun = now - daysAgo * 24 * HOUR;
  // The last word falls a little before now, the others spread evenly before it.
  const pace = Math.min(20 * HOUR, (now - HOUR - begun) / said.length);
  const posts = said.map((words, place) => toPost(words, begun + place * pace, demonstration));
  const decideBy = decideInDays === undefined ? {} : { decideBy: now + decideInDays * 24 * HOUR };
  return { ...script, ...decideBy, placement, posts };
}

function toPost(
  { by, text, isTried = false, position, thanks = 0, resonates = 0 }: Said,
  at: number,
  { people, campuses }: Demonstration,
): PastPost {
  return {
    author: { personId: people[by], campusId: campusOf(by, campuses) },
    ...{ at: Math.round(at), body: fromPlainText(text), isTried, reactions: { thanks, resonates } },
    ...(position && { position }),
  };
}

function campusOf(key: CastKey, campuses: Demonstration["campuses"]): Id | null {
  const member = cast.find((one) => one.key === key);
  return member ? campuses[member.campusKey] : null;
}
