import { campusMarksOf } from "#server/campuses/campuses.reads";
import { fromCursor, PAGE_SIZE, toPage } from "#server/database/cursor";
import { notFound } from "#server/errors";
import { listPeople } from "#server/people/people.reads";
import { findProgramOrNull, listProgramIdsOf } from "#server/programs/programs.reads";
import { type Followed, followKey } from "#shared/forums/follows";
import type { FollowView } from "#shared/forums/follows.contract";
import { canFollowPerson, type PersonSubject } from "#shared/forums/follows.policy";
import { canReadSpace } from "#shared/forums/spaces.policy";
import type { Page } from "#shared/http/page";
import type { Id } from "#shared/ids";
import type { Viewer } from "#shared/people/viewer";
import { type FollowRecord, listFollowRecords } from "./follows.model";
import { nameSpaces } from "./spaceNames.reads";
import { listSpaceHeads } from "./spaces.model";
import { toKnownSpaces } from "./spaces.reads";

/** What the viewer follows or mutes, the latest first. Spaces that they may not read any more are left out. */
export async function listFollows(
  viewer: Viewer,
  { after }: { after?: string | undefined },
): Promise<Page<FollowView>> {
  const before = after === undefined ? null : toBefore(after);
  const records = await listFollowRecords(viewer.personId as Id, before, PAGE_SIZE + 1);
  const { items, next } = toPage(records, PAGE_SIZE, ({ since, _id }) => [since, _id]);
  const [spaces, people] = await Promise.all([nameReadable(viewer, items), namePeople(items)]);
  return {
    items: items.flatMap(({ kind, targetId, level, since }) => {
      const named = { space: spaces, person: people, tag: null }[kind];
      const name = named === null ? { label: targetId, campus: null } : named.get(targetId);
      return name ? [{ kind, targetId, level, since, ...name }] : [];
    }),
    next,
  };
}

/** What of these records `levelOf` asks about; whom somebody has blocked they have muted, too. */
export function toFollowed(records: readonly FollowRecord[], blockedIds: Iterable<Id>): Followed {
  return new Map([
    ...records.map(({ kind, targetId, level }) => [followKey(kind, targetId), level] as const),
    ...[...blockedIds].map((personId) => [followKey("person", personId), "mute"] as const),
  ]);
}

/** Somebody whom the viewer may follow; else notFound. */
export async function findFollowable(viewer: Viewer, personId: Id): Promise<PersonSubject> {
  const subject = await toPersonSubject(personId);
  if (subject === null || !canFollowPerson(viewer, subject)) throw notFound();
  return subject;
}

/** What the policies ask about somebody, or null where there is nobody. */
export async function toPersonSubject(personId: Id): Promise<PersonSubject | null> {
  const [person] = await listPeople([personId]);
  if (person === undefined) return null;
  const { campusId } = person;
  const programs = await Promise.all((await listProgramIdsOf(campusId)).map(findProgramOrNull));
  const ofPrograms = programs.flatMap((program) =>
    program ? [{ id: "", programId: program.id, campusIds: program.campusIds, groupId: null }] : [],
  );
  return {
    personId,
    spaces: [{ id: "", programId: null, campusIds: [campusId], groupId: null }, ...ofPrograms],
  };
}

type Names = Map<string, Pick<FollowView, "label" | "campus">>;

async function nameReadable(viewer: Viewer, records: readonly FollowRecord[]): Promise<Names> {
  const known = await toKnownSpaces(await listSpaceHeads(targetsOf("space", records)));
  const readable = known.filter(({ subject }) => canReadSpace(viewer, subject));
  const names = await nameSpaces(readable.map(({ record }) => record));
  return new Map([...names].map(([id, { title, campus }]) => [id, { label: title, campus }]));
}

async function namePeople(records: readonly FollowRecord[]): Promise<Names> {
  const people = await listPeople(targetsOf("person", records));
  const campuses = await campusMarksOf([...new Set(people.map(({ campusId }) => campusId))]);
  return new Map(
    people.map(({ _id, name, campusId }) => [_id, { label: name, campus: campuses.get(campusId) ?? null }]),
  );
}

function targetsOf(kind: FollowRecord["kind"], records: readonly FollowRecord[]): string[] {
  return records.flatMap((record) => (record.kind === kind ? [record.targetId] : []));
}

function toBefore(cursor: string): { since: number; id: string } {
  const [since, id] = fromCursor(cursor, 2);
  return { since: Number(since), id: String(id) };
}
