import { type CastKey, cast } from "#server/accounts/cast";
import { type CampusRecord, keepCampus } from "#server/campuses/campuses.model";
import { keepRole } from "#server/campuses/roles.model";
import { keepPerson } from "#server/people/people.model";
import { keepProgram } from "#server/programs/programs.model";
import type { Id } from "#shared/ids";
import type { GivenRole } from "#shared/people/viewer";

/** Where the cast is at home, and who they are. */
export interface CastIds {
  programId: Id;
  campuses: Record<"alder" | "birch" | "cedar", Id>;
  people: Record<CastKey, Id>;
}

export const CAST_ZONE = "America/Los_Angeles";

/**
 * Stores the made-up campuses, their alliance and the cast with its standing roles; what is there already stays.
 * Fay's role belongs to a room, and is given by whoever makes the room.
 */
export async function seedCast(): Promise<CastIds> {
  const campuses = {
    alder: (await keepCampus({ ...ALDER, timeZone: CAST_ZONE }))._id,
    birch: (await keepCampus({ ...BIRCH, timeZone: CAST_ZONE }))._id,
    cedar: (await keepCampus({ ...CEDAR, timeZone: CAST_ZONE }))._id,
  };
  const { _id: programId } = await keepProgram({ ...ALLIANCE, campusIds: Object.values(campuses) });
  const people = await keepPeople(campuses);
  await give(people.ada, { role: "administrator", scopeKind: "site", scopeId: null });
  await give(people.cora, { role: "coordinator", scopeKind: "campus", scopeId: campuses.alder });
  await give(people.stu, { role: "steward", scopeKind: "alliance", scopeId: programId });
  return { programId, campuses, people };
}

async function keepPeople(campuses: CastIds["campuses"]): Promise<CastIds["people"]> {
  const people: Partial<CastIds["people"]> = {};
  for (const { key, name, unit, address, campusKey } of cast) {
    const campusId = campuses[campusKey];
    const facts = { name, unit, email: address, emailVerified: true, campusId, language: "en" as const };
    people[key] = (await keepPerson(facts))._id;
  }
  return people as CastIds["people"];
}

async function give(personId: Id, held: GivenRole): Promise<void> {
  await keepRole({ ...held, personId, givenBy: null });
}

type Place = Omit<CampusRecord, "_id" | "timeZone">;

const ALDER: Place = {
  key: "alder",
  name: "Alder State",
  shortName: "ALD",
  emailDomains: ["alder.example"],
  hue: "moss",
  glyph: "◆",
};
const BIRCH: Place = {
  key: "birch",
  name: "Birch College",
  shortName: "BIR",
  emailDomains: ["birch.example"],
  hue: "lake",
  glyph: "●",
};
const CEDAR: Place = {
  key: "cedar",
  name: "Cedar College",
  shortName: "CED",
  emailDomains: ["cedar.example"],
  hue: "clay",
  glyph: "▲",
};

const ALLIANCE = {
  key: "demonstration",
  kind: "alliance" as const,
  name: "Demonstration Alliance of Made-up Campuses",
  registrationCategory: "Demonstration Alliance (made-up campuses)",
  timeZone: CAST_ZONE,
  shape:
    "Three made-up campuses, for trying things out. Each month an expert session for all of them, then an hour on each campus in which its cohort works out what to do with it.",
  membershipYears: [],
  academy: null,
};
