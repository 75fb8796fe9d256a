import { PAGE_SIZE, pageOfAll } from "#server/database/cursor";
import { notFound } from "#server/errors";
import type { CategoryView, SpaceSummary, SpaceView } from "#shared/forums/spaces.contract";
import { canReadCategory } from "#shared/forums/spaces.policy";
import type { Page } from "#shared/http/page";
import type { Id } from "#shared/ids";
import type { Viewer } from "#shared/people/viewer";
import { type CategoryRecord, listCategoriesOf } from "./categories.model";
import { countUnread } from "./followed.reads";
import { findFollowLevel } from "./follows.model";
import { nameSpaces, type SpaceName } from "./spaceNames.reads";
import { listLastSaid, type SpaceHead } from "./spaces.model";
import { type KnownSpace, listOwnSpaces, toCategorySubject } from "./spaces.reads";

/** A page of the viewer's spaces: alliances, then campuses, groups and convenings, the latest of these first. */
export async function listSpaces(
  viewer: Viewer,
  { after }: { after?: string | undefined },
): Promise<Page<SpaceSummary>> {
  // All of them are named before they are cut into pages: they are as many as a person's alliances had sessions.
  const summarized = await summarize(viewer, await listOwnSpaces(viewer));
  const { items, next } = pageOfAll(summarized, PAGE_SIZE, after, ({ order }) => order);
  return { items: items.map(({ summary }) => summary), next };
}

/** A space with those of its categories that the viewer may read. */
export async function toSpaceView(viewer: Viewer, known: KnownSpace): Promise<SpaceView> {
  const spaceId = known.record._id;
  const [[summarized], categories, level] = await Promise.all([
    summarize(viewer, [known]),
    listCategoriesOf([spaceId]),
    findFollowLevel(viewer.personId as Id, "space", spaceId),
  ]);
  if (summarized === undefined) throw notFound();
  const readable = categories.filter((record) => canReadCategory(viewer, toCategorySubject(record, known)));
  return {
    ...summarized.summary,
    campusIds: [...known.subject.campusIds],
    level,
    categories: readable
      .map(toCategoryView)
      .map((view) => ({ ...view, isArchived: view.isArchived || known.isArchived })),
  };
}

export function toCategoryView({ _id, place: _place, ...category }: CategoryRecord): CategoryView {
  const { holdsFirst = false } = category;
  return { id: _id, ...category, holdsFirst };
}

/** Where a space stands in the list: its kind's rank, its title or how long ago it was, its id. */
type Order = [number, string, Id];

async function summarize(
  viewer: Viewer,
  known: readonly KnownSpace[],
): Promise<{ summary: SpaceSummary; order: Order }[]> {
  const [names, said, unread] = await Promise.all([
    nameSpaces(known.map(({ record }) => record)),
    listLastSaid(known.map(({ record }) => record._id)),
    countUnread(viewer),
  ]);
  return known.map(({ record: { _id: id, kind, scopeId, programId } }) => {
    const { title, campus, startsAt } = names.get(id) as SpaceName;
    const conveningId = kind === "convening" ? scopeId : null;
    const groupId = kind === "group" ? scopeId : null;
    const lastAt = said.get(id) ?? null;
    const order: Order = [RANKS.indexOf(kind), kind === "convening" ? howLongAgo(startsAt) : title, id];
    const of = { conveningId, campus, programId, groupId };
    return { summary: { id, kind, title, ...of, lastAt, unread: unread.get(id) ?? 0 }, order };
  });
}

const RANKS: readonly SpaceHead["kind"][] = ["alliance", "campus", "group", "convening"];

/** Sorts what starts later before what started earlier; what has no date yet comes last. */
function howLongAgo(startsAt: Date | null): string {
  return startsAt === null
    ? "undated"
    : String(Number.MAX_SAFE_INTEGER - startsAt.getTime()).padStart(16, "0");
}
