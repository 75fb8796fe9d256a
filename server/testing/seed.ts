import { Convening, type ConveningRecord, keepConvening } from "#server/convenings/convenings.model";
import { keepSeries, type SeriesRecord } from "#server/programs/series.model";
import type { Id } from "#shared/ids";
import { addDays, toMoment, toWallTime } from "#shared/zonedTime";
import { CAST_ZONE, type CastIds, seedCast } from "./cast";

/** What a demonstration begins with. */
export type Demonstration = CastIds & {
  /** The convening whose debriefs are today. */
  conveningId: Id;
};

/**
 * Stores the demonstration: its cast, and a series with a convening yesterday, to be debriefed today. A start on the
 * same day changes nothing; on another day that day's convening joins the series, and the former ones become its past.
 */
export async function seedDemonstration(now = Date.now()): Promise<Demonstration> {
  const ids = await seedCast();
  const series = await keepSeries({
    programId: ids.programId,
    title: "Demonstration Series",
    year: membershipYearAt(now),
    sessionMinutes: 120,
    debriefMinutes: 60,
    seatsPerInstitution: 10,
  });
  const known = await Convening.find({ seriesId: series._id }).sort({ place: 1 }).lean<ConveningRecord[]>();
  if (known.length === 0) {
    await keep(series, 1, "Listening Before Planning", tenOClock(now, -29));
    await keep(series, 2, "Keeping Promises Visible", tenOClock(now, 27));
    await keep(series, 3, "Looking Back Together", null);
  }
  return { ...ids, conveningId: await keepYesterday(series, now) };
}

/** Yesterday's convening; where there is none it is put between those that have been and those to come. */
async function keepYesterday(series: SeriesRecord, now: number): Promise<Id> {
  const all = await Convening.find({ seriesId: series._id }).sort({ place: 1 }).lean<ConveningRecord[]>();
  const startsAt = tenOClock(now, -1);
  const known = all.find((convening) => convening.startsAt?.getTime() === startsAt.getTime());
  if (known !== undefined) return known._id;

  const coming = all.filter((convening) => convening.startsAt === null || convening.startsAt > startsAt);
  for (const { _id, place } of coming.reverse())
    await Convening.updateOne({ _id }, { $set: { place: place + 1 } });
  const place = all.length - coming.length + 1;
  return await keep(series, place, TOPICS[place % TOPICS.length] as string, startsAt);
}

async function keep(series: SeriesRecord, place: number, title: string, startsAt: Date | null): Promise<Id> {
  const { _id: seriesId, programId, year, sessionMinutes } = series;
  const facts = { programId, seriesId, year, place, title, startsAt, minutes: sessionMinutes, guide: null };
  return (await keepConvening(facts))._id;
}

/** Ten in the morning, so many days from today as the program's clocks show it. */
function tenOClock(now: number, days: number): Date {
  const { date } = toWallTime(now, CAST_ZONE);
  return new Date(toMoment({ date: addDays(date, days), time: "10:00" }, CAST_ZONE));
}

/** Membership years begin in July: `2026-27`. */
function membershipYearAt(now: number): string {
  const { date } = toWallTime(now, CAST_ZONE);
  const [year = 0, month = 0] = date.split("-").map(Number);
  const first = month >= 7 ? year : year - 1;
  return `${first}-${String((first + 1) % 100).padStart(2, "0")}`;
}

const TOPICS = [
  "What Our Forms Ask of People",
  "Who Is in the Room When We Decide",
  "Reading a Syllabus Together",
  "The First Week on Campus",
  "How a Search Committee Listens",
  "When Plans Meet Budgets",
];
