import { fromCursor, toPage } from "#server/database/cursor";
import { listBlockedBy } from "#server/people/blocks.reads";
import { canModerateSpace, canReadCategory } from "#shared/forums/spaces.policy";
import type { AuthorMark } from "#shared/forums/threads.contract";
import type { Page } from "#shared/http/page";
import type { Id } from "#shared/ids";
import type { Viewer } from "#shared/people/viewer";
import { markSpeakers } from "./authors.reads";
import { listCategoryHeadsOf } from "./categories.model";
import { circleOf } from "./circles.model";
import {
  type EntriesAsked,
  type EntryRecord,
  listBestEntries,
  listEntryRecords,
  listNewestEntries,
  type RankedEntry,
} from "./entries.model";
import { type MatchingLine, matchingLineOf } from "./matchingLine";
import { nameSpaces } from "./spaceNames.reads";
import { findSpace, type KnownCategory, listOwnSpaces, toCategorySubject } from "./spaces.reads";
import { listThreadTitles } from "./threads.model";
import { writtenLanguages } from "./writtenLanguage";

/** Results on one page. */
export const FOUND_AT_ONCE = 20;
/** So many of a circle are put in the order of how well they fit. Whoever wants more of them wants the newest first. */
const MOST_RANKED = 100;
/** So many at first, who are enough for a page. */
const FIRST_RANKED = 32;

/** What is looked for. */
export interface PostsAsked extends Omit<EntriesAsked, "circleId" | "categoryIds" | "language"> {
  spaceId?: Id | undefined;
  order?: "relevance" | "newest" | undefined;
  after?: string | undefined;
}

/** A post that was found, with where it stands and the line in which the words are. */
export interface FoundPost
  extends Pick<EntryRecord, "postId" | "threadId" | "place" | "kind" | "tags" | "at"> {
  threadTitle: string;
  author: AuthorMark;
  spaceId: Id;
  spaceTitle: string;
  line: MatchingLine;
}

/**
 * What was said in threads that the viewer may read now, by how well it fits or the newest first. It is looked for only
 * where they may read; a space that they may not is notFound. What was said by somebody whom they have blocked is left
 * out, save where they look after the space.
 */
export async function searchPosts(
  viewer: Viewer,
  { spaceId, order = "relevance", after, ...asked }: PostsAsked,
): Promise<Page<FoundPost>> {
  const readable = await listReadable(viewer, spaceId);
  const from = after === undefined ? null : toPosition(after);
  const searches = [...byCircle(readable)].flatMap(([circleId, categoryIds]) =>
    writtenLanguages.map((language) => ({ ...asked, circleId, categoryIds, language })),
  );
  const rankOf = order === "newest" ? ({ at }: RankedEntry) => at : ({ score }: RankedEntry) => score;
  const found = await Promise.all(
    searches.map((search) =>
      order === "newest"
        ? listNewestEntries(search, from && { at: from.rank, postId: from.postId }, FOUND_AT_ONCE + 1)
        : listBest(search, from === null),
    ),
  );
  const ordered = found
    .flat()
    .sort((one, other) => rankOf(other) - rankOf(one) || compare(other.postId, one.postId))
    .filter((entry) => from === null || isAfter({ rank: rankOf(entry), postId: entry.postId }, from))
    // A thread that stands in two circles is found in both.
    .filter(({ postId }, place, all) => postId !== all[place - 1]?.postId);
  const { items, next } = toPage(ordered, FOUND_AT_ONCE, (entry) => [rankOf(entry), entry.postId]);
  return { items: await toFoundPosts(viewer, items, asked.words, readable), next };
}

/**
 * Those of a circle that fit best. For the first page only as many are read as it may hold; where that would cut among
 * equals, all that are ranked, so that who stands before whom is the same on every page.
 */
async function listBest(search: EntriesAsked, isFirstPage: boolean): Promise<RankedEntry[]> {
  if (!isFirstPage) return await listBestEntries(search, MOST_RANKED);
  const few = await listBestEntries(search, FIRST_RANKED);
  const isCutAmongEquals =
    few.length === FIRST_RANKED && few[FOUND_AT_ONCE - 1]?.score === few[FIRST_RANKED - 1]?.score;
  return isCutAmongEquals ? await listBestEntries(search, MOST_RANKED) : few;
}

/** The categories that the viewer may read, of one space or of all. */
async function listReadable(viewer: Viewer, spaceId: Id | undefined): Promise<KnownCategory[]> {
  const spaces = spaceId === undefined ? await listOwnSpaces(viewer) : [await findSpace(viewer, spaceId)];
  const byId = new Map(spaces.map((space) => [space.record._id, space]));
  const records = await listCategoryHeadsOf([...byId.keys()]);
  return records
    .flatMap((record): KnownCategory[] => {
      const space = byId.get(record.spaceId);
      return space ? [{ record, space: space.record, subject: toCategorySubject(record, space) }] : [];
    })
    .filter(({ subject }) => canReadCategory(viewer, subject));
}

function byCircle(categories: readonly KnownCategory[]): Map<Id, Id[]> {
  const circles = new Map<Id, Id[]>();
  for (const { record, space } of categories) {
    const circleId = circleOf(space);
    circles.set(circleId, [...(circles.get(circleId) ?? []), record._id]);
  }
  return circles;
}

/** Results as they are shown. What has been taken away or moved out of sight since it was ranked is left out. */
async function toFoundPosts(
  viewer: Viewer,
  ranked: readonly RankedEntry[],
  words: string,
  readable: readonly KnownCategory[],
): Promise<FoundPost[]> {
  const entries = await listEntryRecords(ranked.map(({ _id }) => _id));
  const categories = new Map(readable.map((category) => [category.record._id, category]));
  const blocked = await listBlockedBy(viewer.personId as Id);
  const placeOf = ({ categoryIds, author }: EntryRecord) => {
    const place = categories.get(categoryIds.find((id) => categories.has(id)) ?? "");
    const isLeftOut =
      blocked.has(author.personId) && !(place && canModerateSpace(viewer, place.subject.space));
    return isLeftOut ? undefined : place?.space;
  };
  const spaces = new Map(entries.flatMap((entry) => placeOf(entry) ?? []).map((space) => [space._id, space]));
  const [markOf, names, threads] = await Promise.all([
    markSpeakers(entries.map(({ author }) => author)),
    nameSpaces([...spaces.values()]),
    listThreadTitles(entries.map(({ threadId }) => threadId)),
  ]);
  return ranked.flatMap(({ _id }): FoundPost[] => {
    const entry = entries.find((one) => one._id === _id);
    const space = entry && placeOf(entry);
    const thread = threads.find((one) => one._id === entry?.threadId);
    if (entry === undefined || space === undefined || thread === undefined) return [];
    const { postId, threadId, place, kind, tags, author, at } = entry;
    return [
      {
        ...{ postId, threadId, place, kind, tags, at, threadTitle: thread.title, author: markOf(author) },
        ...{ spaceId: space._id, spaceTitle: names.get(space._id)?.title ?? "" },
        line: matchingLineOf(entry.words.text, words, entry.words.language),
      },
    ];
  });
}

/** A place in the order of results. */
interface Position {
  rank: number;
  postId: Id;
}

function isAfter(one: Position, from: Position): boolean {
  return one.rank < from.rank || (one.rank === from.rank && one.postId < from.postId);
}

function toPosition(cursor: string): Position {
  const [rank, postId] = fromCursor(cursor, 2);
  return { rank: Number(rank), postId: String(postId) };
}

function compare(one: Id, other: Id): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
