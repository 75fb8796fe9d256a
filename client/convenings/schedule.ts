import type { ConveningView } from "#shared/convenings/convenings.contract";
import type { NodeState } from "../ui/Line";

const MINUTE = 60_000;

/** The convenings of one program in one membership year, in the order of the series. */
export interface Series {
  key: string;
  programName: string;
  title: string;
  year: string;
  convenings: ConveningView[];
}

/** Gathers a list into series, in the order in which they first appear. */
export function toSeries(convenings: readonly ConveningView[]): Series[] {
  const series = new Map<string, Series>();
  for (const convening of convenings) {
    const { programId, programName, seriesTitle: title, year } = convening;
    const key = `${programId} ${year} ${title}`;
    const known = series.get(key);
    if (known) known.convenings.push(convening);
    else series.set(key, { key, programName, title, year, convenings: [convening] });
  }
  return [...series.values()];
}

/** The dated convenings that have not ended, the nearest first. */
export function upcoming(convenings: readonly ConveningView[], now: number): ConveningView[] {
  return convenings
    .filter(({ startsAt, minutes }) => startsAt !== null && startsAt + minutes * MINUTE > now)
    .sort((a, b) => a.startsAt! - b.startsAt!);
}

/** Where a convening stands on its line: past, the one that is next, or still to come or without a date. */
export function stateOf(convening: ConveningView, nextId: string | null, now: number): NodeState {
  if (convening.id === nextId) return "now";
  const { startsAt, minutes } = convening;
  return startsAt !== null && startsAt + minutes * MINUTE <= now ? "done" : "later";
}
