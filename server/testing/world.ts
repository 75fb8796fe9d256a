import { markAt } from "#server/campuses/campuses.load";
import { Campus, keepCampus } from "#server/campuses/campuses.model";
import { keepRole } from "#server/campuses/roles.model";
import { keepConvening } from "#server/convenings/convenings.model";
import { defaultGuide } from "#server/convenings/defaultGuide";
import { inTransaction } from "#server/database/transaction";
import { insertDebrief } from "#server/debriefs/debriefs.model";
import { loadForums } from "#server/forums/forums.load";
import { insertGroup, type NewGroup } from "#server/groups/groups.model";
import { changePart, insertFounder, letIn } from "#server/groups/memberships.model";
import { Person } from "#server/people/people.model";
import { keepProgram } from "#server/programs/programs.model";
import { keepSeries, Series } from "#server/programs/series.model";
import type { Attribution } from "#shared/debriefs/debriefs.contract";
import { type Id, newId } from "#shared/ids";
import { nameKeysOf } from "#shared/people/names";
import { type HeldRole, stranger, type Viewer } from "#shared/people/viewer";

/**
 * Two alliances that know nothing of each other, and one person for each way of standing to a room. Alder and Birch
 * are of the same alliance, Cedar is of another, Dogwood of none: whoever holds a role only lives at Dogwood, so that
 * nothing but the role lets them pass.
 */
export interface World {
  programs: Record<"northern" | "southern", Id>;
  campuses: Record<"alder" | "birch" | "cedar" | "dogwood", Id>;
  convenings: Record<"northern" | "southern", Id>;
  rooms: Record<"alder" | "birch" | "cedar", Id>;
  /** Of the alliance of Alder and Birch, by how one comes into them; `foreign` is an open one of Cedar's. */
  groups: Record<"open" | "request" | "hidden" | "foreign", Id>;
  people: Record<PersonKey, PersonOfOurs>;
}

/** A person as the policies should see them, and how to write to them. */
export type PersonOfOurs = Viewer & { personId: Id; address: string };

/** Fay runs Alder's room; Max and Mia are of it; Ola is an outsider; Ada administers. */
export type PersonKey =
  | "max"
  | "mia"
  | "una"
  | "ben"
  | "ola"
  | "fay"
  | "finn"
  | "fred"
  | "cora"
  | "cleo"
  | "stella"
  | "sten"
  | "ada"
  | "pat";

/** Stores the world and answers its ids, with every person as the policies should see them. */
export async function buildWorld(): Promise<World> {
  const campuses = await buildCampuses();
  const northern = await buildProgram("northern", [campuses.alder, campuses.birch]);
  const southern = await buildProgram("southern", [campuses.cedar]);
  await buildRoom(northern.conveningId, campuses.dogwood, "DOGWOOD 44");
  const rooms = {
    alder: await buildRoom(northern.conveningId, campuses.alder, "ALDER 11"),
    birch: await buildRoom(northern.conveningId, campuses.birch, "BIRCH 22"),
    cedar: await buildRoom(southern.conveningId, campuses.cedar, "CEDAR 33"),
  };
  const room = (scopeId: Id): HeldRole => ({ role: "facilitator", scopeKind: "room", scopeId });
  const campus = (scopeId: Id): HeldRole => ({ role: "coordinator", scopeKind: "campus", scopeId });
  const alliance = (scopeId: Id): HeldRole => ({ role: "steward", scopeKind: "alliance", scopeId });
  const { alder, birch, cedar, dogwood } = campuses;
  await loadForums();
  const gil = (await buildPerson("Gil", dogwood)).personId;
  return {
    programs: { northern: northern.programId, southern: southern.programId },
    campuses,
    convenings: { northern: northern.conveningId, southern: southern.conveningId },
    rooms,
    groups: {
      open: await buildGroup({ programId: northern.programId, foundedBy: gil, joining: "open" }),
      request: await buildGroup({ programId: northern.programId, foundedBy: gil, joining: "request" }),
      hidden: await buildGroup({ programId: northern.programId, foundedBy: gil, joining: "hidden" }),
      foreign: await buildGroup({ programId: southern.programId, foundedBy: gil, joining: "open" }),
    },
    people: {
      max: await buildPerson("Max", alder),
      mia: await buildPerson("Mia", alder),
      una: await buildPerson("Una", alder, [], false),
      ben: await buildPerson("Ben", birch),
      ola: await buildPerson("Ola", cedar),
      fay: await buildPerson("Fay", alder, [room(rooms.alder)]),
      finn: await buildPerson("Finn", dogwood, [room(rooms.alder)]),
      fred: await buildPerson("Fred", dogwood, [room(rooms.birch)]),
      cora: await buildPerson("Cora", dogwood, [campus(alder)]),
      cleo: await buildPerson("Cleo", dogwood, [campus(cedar)]),
      stella: await buildPerson("Stella", dogwood, [alliance(northern.programId)]),
      sten: await buildPerson("Sten", dogwood, [alliance(southern.programId)]),
      ada: await buildPerson("Ada", dogwood, [{ role: "administrator", scopeKind: "site", scopeId: null }]),
      pat: await buildPerson("Pat", alder),
    },
  };
}

/** A person who may sign in, with the roles named. */
export async function buildPerson(
  name: string,
  campusId: Id,
  roles: HeldRole[] = [],
  isVerified = true,
): Promise<PersonOfOurs> {
  const personId = newId();
  const now = new Date();
  const { emailDomains } = (await Campus.findById(campusId).lean<{ emailDomains: string[] }>()) ?? {};
  const address = `${name.toLowerCase()}.${personId.slice(-6)}@${emailDomains?.[0]}`;
  await Person.create({
    _id: personId,
    name,
    ...nameKeysOf(name),
    unit: "",
    email: address,
    emailVerified: isVerified,
    campusId,
    language: "en",
    createdAt: now,
    updatedAt: now,
  });
  for (const held of roles) await give(personId, held);
  return { ...stranger, personId, address, name, campusId, isVerified, roles };
}

/** A group with its founder in it. */
export async function buildGroup(given: Partial<NewGroup> & Pick<NewGroup, "foundedBy">): Promise<Id> {
  const group: NewGroup = {
    ...{ _id: newId(), kind: "interest", name: "A group", purpose: "To try things out.", joining: "open" },
    ...{ programId: null, campusId: null, texts: ["Listen first."] },
    ...given,
  };
  return (await insertGroup(group, insertFounder))._id;
}

/** Lets somebody hold what nobody gave them before: a role, or a part in a group. */
async function give(personId: Id, { role, scopeKind, scopeId }: HeldRole): Promise<void> {
  if (scopeKind === "group") {
    const groupId = scopeId as Id;
    await inTransaction(async (session) => {
      await letIn({ groupId, personId, normsVersion: 1 }, {}, session);
      if (role === "facilitator") await changePart(groupId, personId, role, session);
    });
  } else if (role !== "member" && role !== "paused")
    await keepRole({ role, scopeKind, scopeId, personId, givenBy: null });
}

/** What of a debrief a test may choose. */
interface Chosen {
  attribution: Attribution;
  startsAt: Date;
}

/** A convening of its own with that campus's debrief of it, in the alliance of Alder and Birch. */
export async function addDebrief(world: World, campusId: Id, chosen: Partial<Chosen> = {}) {
  const place = ++places;
  const { northern } = world.programs;
  const { _id: seriesId } = (await Series.findOne({ programId: northern }).lean<{ _id: Id }>()) ?? {
    _id: "",
  };
  const conveningId = await buildConvening(northern, seriesId, place, `Session ${place}`);
  const code = `ROOM ${1_000 + place}`;
  return { conveningId, code, debriefId: await buildRoom(conveningId, campusId, code, chosen) };
}

async function buildRoom(
  conveningId: Id,
  campusId: Id,
  code: string,
  chosen: Partial<Chosen> = {},
): Promise<Id> {
  const _id = newId();
  const { attribution = "named", startsAt = new Date() } = chosen;
  const fixed = {
    startsAt,
    minutes: 60,
    place: "Room 1",
    attribution,
    code,
    segments: defaultGuide.segments,
  };
  const whose = { conveningId, campusId, groupId: null, title: "" };
  await insertDebrief({ _id, ...whose, ...fixed, stage: "scheduled" });
  return _id;
}

let places = 1;

async function buildConvening(programId: Id, seriesId: Id, place: number, title: string): Promise<Id> {
  const startsAt = new Date();
  const { _id } = await keepConvening({
    ...{ programId, seriesId, place, title, startsAt },
    ...{ year: "2026-27", minutes: 120, guide: null },
  });
  return _id;
}

async function buildCampuses(): Promise<World["campuses"]> {
  const names = {
    alder: "Alder State",
    birch: "Birch College",
    cedar: "Cedar College",
    dogwood: "Dogwood Institute",
  };
  const ids: Partial<World["campuses"]> = {};
  for (const [place, key] of (Object.keys(names) as (keyof typeof names)[]).entries()) {
    const { _id } = await keepCampus({
      ...{ key: `world-${key}`, name: names[key], shortName: names[key].split(" ")[0] as string },
      ...{ emailDomains: [`${key}.example`], timeZone: "America/Los_Angeles" },
      ...markAt(place),
    });
    ids[key] = _id;
  }
  return ids as World["campuses"];
}

async function buildProgram(key: string, campusIds: Id[]) {
  const { _id: programId } = await keepProgram({
    ...{ key: `world-${key}`, kind: "alliance", name: `The ${key} alliance`, registrationCategory: key },
    ...{ timeZone: "America/Los_Angeles", shape: "", membershipYears: ["2026-27"], campusIds, academy: null },
  });
  const { _id: seriesId } = await keepSeries({
    ...{ programId, title: `The ${key} series`, year: "2026-27" },
    ...{ sessionMinutes: 120, debriefMinutes: 60, seatsPerInstitution: 10 },
  });
  return { programId, conveningId: await buildConvening(programId, seriesId, 1, `A ${key} session`) };
}
