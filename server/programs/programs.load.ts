import { loadCampus } from "#server/campuses/campuses.load";
import facts from "./programs.json" with { type: "json" };
import { type AcademyFacts, keepProgram } from "./programs.model";
import { keepSeries } from "./series.model";

/** A debrief takes an hour where the program does not say otherwise. */
const DEBRIEF_MINUTES = 60;

/**
 * Loads the real programs, their campuses and their series. Runs at every start; what is there already is left as it
 * is, so that a second start changes nothing.
 */
export async function loadPrograms(): Promise<void> {
  let place = 0;
  for (const { campuses, series, ...program } of facts.programs as ProgramFile[]) {
    const campusIds: string[] = [];
    for (const campus of campuses) {
      campusIds.push(await loadCampus({ ...campus, timeZone: program.timeZone }, place++));
    }
    const { _id } = await keepProgram({ academy: null, ...program, campusIds });
    for (const { debriefMinutes = DEBRIEF_MINUTES, seatsPerInstitution = null, ...year } of series) {
      await keepSeries({ ...year, debriefMinutes, seatsPerInstitution, programId: _id });
    }
  }
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
  campuses: { key: string; name: string; shortName: string; emailDomains: string[] }[];
  series: {
    title: string;
    year: string;
    sessionMinutes: number;
    debriefMinutes?: number;
    seatsPerInstitution?: number;
  }[];
}
