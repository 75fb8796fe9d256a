import { campusMarksOf } from "#server/campuses/campuses.reads";
import { fromCursor, PAGE_SIZE, toPage } from "#server/database/cursor";
import { authorize } from "#server/errors";
import { listPeople } from "#server/people/people.reads";
import type { CampusMark } from "#shared/campuses/campuses.contract";
import type { MembershipView } from "#shared/groups/groups.contract";
import { canFacilitateGroup, canReadGroup } from "#shared/groups/groups.policy";
import type { Page } from "#shared/http/page";
import type { Id } from "#shared/ids";
import type { PersonMark } from "#shared/people/people.contract";
import type { Viewer } from "#shared/people/viewer";
import type { KnownGroup } from "./groups.reads";
import { listFacilitatorRecords, listRosterRecords } from "./memberships.model";
import { listPausesOf } from "./pauses.model";

/** Facilitators who are named where a group is; the roster has all of them. */
const MOST_NAMED = 20;

/** Who is in a group: facilitators first, then members, each in the order in which they came. */
export async function listRoster(
  viewer: Viewer,
  { record, subject }: KnownGroup,
  { after }: { after?: string | undefined },
): Promise<Page<MembershipView>> {
  authorize(canReadGroup(viewer, subject));
  const from = after === undefined ? null : String(fromCursor(after, 1)[0]);
  const records = await listRosterRecords(record._id, from, PAGE_SIZE + 1);
  const { items, next } = toPage(records, PAGE_SIZE, ({ order }) => [order]);
  const personIds = items.map(({ personId }) => personId);
  // Who is paused is their own and the facilitators' business.
  const pauses = canFacilitateGroup(viewer, subject) ? await listPausesIn(record._id, personIds) : new Map();
  const markOf = await markPeople(personIds);
  return {
    items: items.flatMap(({ personId, part, joinedAt, normsVersion }) => {
      const marks = markOf(personId);
      const hasAccepted = normsVersion >= record.norms.version;
      const pause = pauses.get(personId) ?? null;
      return marks === null ? [] : [{ ...marks, part, joinedAt, hasAccepted, pause }];
    }),
    next,
  };
}

/** Until when, and how, those of the people are paused in a group who are. */
async function listPausesIn(groupId: Id, personIds: readonly Id[]) {
  const pauses = (await listPausesOf(personIds)).filter((pause) => pause.groupId === groupId);
  return new Map(pauses.map(({ personId, until, pace = 0 }) => [personId, { until, pace }]));
}

/** Who facilitates a group, in the order in which they came. */
export async function listFacilitators(groupId: Id): Promise<PersonMark[]> {
  const records = await listFacilitatorRecords(groupId, MOST_NAMED);
  const markOf = await markPeople(records.map(({ personId }) => personId));
  return records.flatMap(({ personId }) => markOf(personId)?.person ?? []);
}

/** Looks people up who are named on a page with their campuses; who is gone is null. */
export async function markPeople(
  personIds: readonly Id[],
): Promise<(personId: Id) => { person: PersonMark; campus: CampusMark } | null> {
  const people = personIds.length === 0 ? [] : await listPeople(personIds);
  const campuses = await campusMarksOf([...new Set(people.map(({ campusId }) => campusId))]);
  const byId = new Map(people.map((person) => [person._id, person]));
  return (personId) => {
    const { name = "", unit = "", campusId = "" } = byId.get(personId) ?? {};
    const campus = campuses.get(campusId);
    return campus === undefined ? null : { person: { personId, name, unit }, campus };
  };
}
