import { notFound } from "#server/errors";
import type { CampusMark, CampusView } from "#shared/campuses/campuses.contract";
import type { Id } from "#shared/ids";
import { Campus, type CampusRecord, listCampusRecords } from "./campuses.model";

/** One campus; notFound where there is none. Campuses are public. */
export async function findCampus(id: Id): Promise<CampusView> {
  const campus = await findCampusOrNull(id);
  if (campus === null) throw notFound("There is no such campus.");
  return campus;
}

/** One campus, or null. */
export async function findCampusOrNull(id: Id): Promise<CampusView | null> {
  const [record] = await listCampusRecords([id]);
  return record ? toCampusView(record) : null;
}

/** How one campus is marked where it is named. */
export async function findCampusMark(id: Id): Promise<CampusMark> {
  return toCampusMark(await findCampus(id));
}

/** The campus of that key, or null. */
export async function findCampusByKey(key: string): Promise<CampusView | null> {
  const record = await Campus.findOne({ key }).lean<CampusRecord>();
  return record && toCampusView(record);
}

/** Those of the campuses that exist, by name. */
export async function listCampuses(ids: readonly Id[]): Promise<CampusView[]> {
  const records = await listCampusRecords(ids);
  return records.map(toCampusView).sort(byName);
}

/** Every campus of the deployment, by name. */
export async function listEveryCampus(): Promise<CampusView[]> {
  const records = await Campus.find().lean<CampusRecord[]>();
  return records.map(toCampusView).sort(byName);
}

/** The marks of those campuses, by id. */
export async function campusMarksOf(ids: readonly Id[]): Promise<Map<Id, CampusMark>> {
  const campuses = await listCampuses(ids);
  return new Map(campuses.map((campus) => [campus.id, toCampusMark(campus)]));
}

/** Leaves of a campus what marks it where it is named. */
export function toCampusMark({ id, name, shortName, hue, glyph, timeZone }: CampusMark): CampusMark {
  return { id, name, shortName, hue, glyph, timeZone };
}

function toCampusView({
  _id,
  name,
  shortName,
  hue,
  glyph,
  timeZone,
  emailDomains,
}: CampusRecord): CampusView {
  return { id: _id, name, shortName, hue, glyph, timeZone, emailDomains };
}

const byName = (one: CampusView, other: CampusView) => one.name.localeCompare(other.name, "en");
