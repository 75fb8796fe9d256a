import { findCampusByKey } from "#server/campuses/campuses.reads";
import facts from "./programs.json" with { type: "json" };
import { type AcademyFacts, keepProgram } from "./programs.model";
import { keepSeries } from "./series.model";

/** A debrief takes an hour where the program does not say otherwise. */
const DEBRIEF_MINUTES = 60;

/** Stores the real programs and their series, after their campuses; each unless it is there already. */
export async function loadPrograms(): Promise<void> {
  for (const { campusKeys, series, ...program } of facts.programs as ProgramFile[]) {
    const campusIds = await Promise.all(campusKeys.map(toCampusId));
    const { _id } = await keepProgram({ academy: null, ...program, campusIds });
    for (const { debriefMinutes = DEBRIEF_MINUTES, seatsPerInstitution = null, ...year } of series) {
      await keepSeries({ ...year, debriefMinutes, seatsPerInstitution, programId: _id });
    }
  }
}

async function toCampusId(key: string): Promise<string> {
  const campus = await findCampusByKey(key);
  if (campus === null) throw new Error(`The campus ${key} has not been loaded.`);
  return campus.id;
}

interface ProgramFile {
  key: string;
  kind: "alliance" | "academy";
  name: string;
  registrationCategory: string;
  timeZone: string;
  shape: string;
  membershipYears: string[];
  academy?: AcademyFacts;
  campusKeys: string[];
  series: {
    title: string;
    year: string;
    sessionMinutes: number;
    debriefMinutes?: number;
    seatsPerInstitution?: number;
  }[];
}
