import { listCampuses, toCampusMark } from "#server/campuses/campuses.reads";
import { fromCursor, toPage } from "#server/database/cursor";
import { listApartFrom } from "#server/people/blocks.reads";
import { listPeopleByName } from "#server/people/people.reads";
import type { Page } from "#shared/http/page";
import type { Id } from "#shared/ids";
import type { Viewer } from "#shared/people/viewer";
import type { ColleagueView } from "#shared/programs/colleagues.contract";
import { listOwnPrograms } from "./programs.reads";

/** Names on one page. */
const COLLEAGUES_AT_ONCE = 20;

/**
 * The confirmed people of the viewer's own campus and of those with which they share a program, of whose names words
 * begin as written, by name; save those who have blocked the viewer or were blocked by them.
 */
export async function listColleagues(
  viewer: Viewer,
  { name, after }: { name: string; after?: string | undefined },
): Promise<Page<ColleagueView>> {
  const programs = await listOwnPrograms(viewer);
  const shared = programs.flatMap(({ campusIds }) => campusIds);
  const campuses = await listCampuses(viewer.campusId === null ? shared : [...shared, viewer.campusId]);
  const marks = new Map(campuses.map((campus) => [campus.id, toCampusMark(campus)]));
  const position = after === undefined ? null : toPosition(after);
  const people = await listPeopleByName(name, [...marks.keys()], position, COLLEAGUES_AT_ONCE + 1);
  const { items, next } = toPage(people, COLLEAGUES_AT_ONCE, ({ nameKey, _id }) => [nameKey, _id]);
  const apart = await listApartFrom(
    viewer.personId as Id,
    items.map(({ _id }) => _id),
  );
  return {
    items: items.flatMap(({ _id: personId, name, unit, campusId }) => {
      const campus = marks.get(campusId);
      return campus === undefined || apart.has(personId) ? [] : [{ personId, name, unit, campus }];
    }),
    next,
  };
}

function toPosition(cursor: string): { nameKey: string; id: string } {
  const [nameKey, id] = fromCursor(cursor, 2);
  return { nameKey: String(nameKey), id: String(id) };
}
