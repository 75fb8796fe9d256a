import { findProgramByKey, findSeriesByTitle } from "#server/programs/programs.reads";
import { toMoment } from "#shared/zonedTime";
import facts from "./convenings.json" with { type: "json" };
import { keepConvening } from "./convenings.model";

/** Stores the convenings of the real programs, after the programs themselves; each unless it is there already. */
export async function loadConvenings(): Promise<void> {
  for (const { programKey, seriesTitle, sessions } of facts.series as SeriesFile[]) {
    const program = await findProgramByKey(programKey);
    const series = program && (await findSeriesByTitle(program.id, seriesTitle));
    if (program === null || series === null) throw new Error(`The series ${seriesTitle} has no program.`);
    for (const [index, session] of sessions.entries()) {
      await keepConvening({
        programId: program.id,
        seriesId: series.id,
        year: series.year,
        place: index + 1,
        title: session.title,
        ...toTimes(session, program.timeZone, series.sessionMinutes),
        guide: null,
      });
    }
  }
}

interface SeriesFile {
  programKey: string;
  seriesTitle: string;
  sessions: SessionFile[];
}

interface SessionFile {
  title: string;
  date?: string;
  start?: string;
  end?: string;
}

function toTimes({ date, start, end }: SessionFile, timeZone: string, usualMinutes: number) {
  if (date === undefined || start === undefined) return { startsAt: null, minutes: usualMinutes };
  const startsAt = toMoment({ date, time: start }, timeZone);
  const minutes =
    end === undefined ? usualMinutes : (toMoment({ date, time: end }, timeZone) - startsAt) / 60_000;
  return { startsAt: new Date(startsAt), minutes };
}
