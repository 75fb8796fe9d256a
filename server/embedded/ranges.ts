import type { Index } from "./indexes";
import { everything, type Interval } from "./intervals";
import { after, cutBound, storedKey } from "./keys";
import type { SortOrder } from "./sort";

/** Keys from `start` up to, not including, `end`. */
export interface KeyRange {
  start: Buffer;
  end: Buffer;
}

/** Ranges whose keys are already in order; several lanes are merged by what follows their common beginning. */
export interface Lane {
  ranges: KeyRange[];
  prefixLength: number;
}

/** How to read one index: which keys, in which direction, and whether they come in the wanted order. */
export interface IndexPlan {
  kind: "index";
  index: Index;
  lanes: Lane[];
  reverse: boolean;
  sorted: boolean;
  bounds: Interval[][];
  score: number;
}

/** More lanes or ranges than this cost more than they save. */
const mostRanges = 2000;

/** Makes ranges of keys out of intervals of values; several sets of bounds are united. */
export function assemble(
  index: Index,
  sets: Interval[][][],
  sort: SortOrder | undefined,
): IndexPlan | undefined {
  const first = sets[0]!;
  const order = sortBy(index, sets, sort);
  const ranges: (KeyRange & { prefixLength: number })[] = [];
  for (const bounds of sets) if (!expand(index, bounds, order?.leading ?? 0, ranges)) return undefined;
  ranges.sort((a, b) => Buffer.compare(a.start, b.start));
  const merged: typeof ranges = [];
  for (const range of ranges) {
    const last = merged.at(-1);
    if (last && Buffer.compare(range.start, last.end) < 0) {
      if (Buffer.compare(range.end, last.end) > 0) last.end = range.end;
    } else merged.push({ ...range });
  }
  const lanes: Lane[] = [];
  for (const range of merged) {
    const last = lanes.at(-1);
    const prefix = range.start.subarray(0, range.prefixLength);
    if (
      !order?.merge ||
      (last &&
        last.prefixLength === range.prefixLength &&
        last.ranges[0]!.start.subarray(0, range.prefixLength).equals(prefix))
    ) {
      if (last) last.ranges.push(range);
      else lanes.push({ ranges: [range], prefixLength: range.prefixLength });
    } else lanes.push({ ranges: [range], prefixLength: range.prefixLength });
  }
  let score = sets.length > 1 ? 0 : order ? 6 : 0;
  let complete = true;
  for (let i = 0; i < first.length; i++) {
    const kinds = sets.map((bounds) => bounds[i]!);
    if (kinds.every((intervals) => intervals.every((interval) => interval.isPoint))) {
      score += kinds.length === 1 && kinds[0]!.length === 1 ? 12 : 11;
      continue;
    }
    complete = false;
    if (kinds.every((intervals) => intervals.length !== 1 || intervals[0] !== everything)) score += 10;
    else if (kinds.length === 1 && index.sparse && i === 0) score += 1;
    break;
  }
  if (complete && index.unique && merged.length <= 1) score += 1000;
  if (sets.length > 1 && order) score += 6;
  return {
    kind: "index",
    index,
    lanes,
    reverse: order?.reverse ?? false,
    sorted: order !== undefined,
    bounds: first,
    score,
  };
}

/** Tells whether the index gives the wanted order, in which direction, and after how many leading points. */
function sortBy(
  index: Index,
  sets: Interval[][][],
  sort: SortOrder | undefined,
): { reverse: boolean; leading: number; merge: boolean } | undefined {
  if (!sort || index.hasLongKeys) return undefined;
  let wanted = 0;
  let reverse: boolean | undefined;
  let leading = 0;
  let merge = false;
  const isPoints = (i: number) => sets.every((bounds) => bounds[i]!.every((interval) => interval.isPoint));
  const isOnePoint = (i: number) =>
    isPoints(i) &&
    sets.every((bounds) => bounds[i]!.length === 1 && bounds[i]![0]!.low.equals(sets[0]![i]![0]!.low));
  for (let i = 0; i < index.fields.length && wanted < sort.fields.length; i++) {
    const matches = sort.fields[wanted] === index.fields[i];
    const fixed = isOnePoint(i) && !index.multikey[i];
    if (fixed) {
      if (matches) wanted++;
      if (reverse === undefined) leading = i + 1;
      continue;
    }
    if (!matches) {
      // Several values before the sorted field: one lane for each, if the order has not begun yet.
      if (reverse !== undefined || !isPoints(i)) return undefined;
      leading = i + 1;
      merge = true;
      continue;
    }
    if (index.multikey[i] && sets.some((bounds) => bounds[i]![0] !== everything)) return undefined;
    const opposite = sort.directions[wanted] !== index.directions[i];
    if (reverse !== undefined && reverse !== opposite) return undefined;
    reverse = opposite;
    wanted++;
  }
  // What the filter fixes to one value needs no sorting.
  while (wanted < sort.fields.length) {
    const at = index.fields.indexOf(sort.fields[wanted]!);
    if (at < 0 || !isOnePoint(at) || index.multikey[at]) return undefined;
    wanted++;
  }
  return { reverse: reverse ?? false, leading, merge };
}

/** Multiplies the points of the leading fields, and closes with the first field that is not only points. */
function expand(
  index: Index,
  bounds: Interval[][],
  leading: number,
  ranges: (KeyRange & { prefixLength: number })[],
): boolean {
  let prefixes: Buffer[] = [Buffer.alloc(0)];
  let prefixLengths: number[] = [0];
  for (let i = 0; i < bounds.length; i++) {
    const intervals = bounds[i]!;
    const down = index.directions[i]! < 0;
    const points = intervals.every((interval) => interval.isPoint);
    if (prefixes.length * Math.max(1, intervals.length) > mostRanges) {
      for (const [j, prefix] of prefixes.entries())
        ranges.push(rangeOf(index, prefix, after(prefix), prefixLengths[j]!));
      return true;
    }
    if (!points) {
      for (const [j, prefix] of prefixes.entries()) {
        for (const interval of intervals) {
          const [low, high] = down
            ? [after(inverted(interval.high)), after(inverted(interval.low))]
            : [interval.low, interval.high];
          ranges.push(
            rangeOf(index, Buffer.concat([prefix, low]), Buffer.concat([prefix, high]), prefixLengths[j]!),
          );
        }
      }
      return true;
    }
    const next: Buffer[] = [];
    const lengths: number[] = [];
    for (const [j, prefix] of prefixes.entries()) {
      for (const interval of intervals) {
        const value = Buffer.concat([prefix, down ? inverted(interval.low) : interval.low]);
        next.push(value);
        lengths.push(i < leading ? value.length : prefixLengths[j]!);
      }
    }
    prefixes = next;
    prefixLengths = lengths;
  }
  for (const [j, key] of prefixes.entries()) {
    const stored = storedKey(key);
    ranges.push({
      start: index.withPrefix(stored),
      end: after(index.withPrefix(stored)),
      prefixLength: 4 + prefixLengths[j]!,
    });
  }
  return true;
}

function rangeOf(
  index: Index,
  low: Buffer,
  high: Buffer,
  prefixLength: number,
): KeyRange & { prefixLength: number } {
  const cut = cutBound(high);
  const end = cut === high ? high : after(cut);
  return {
    start: index.withPrefix(cutBound(low)),
    end: index.withPrefix(end),
    prefixLength: 4 + prefixLength,
  };
}

function inverted(bytes: Buffer): Buffer {
  const result = Buffer.from(bytes);
  for (let i = 0; i < result.length; i++) result[i] = ~result[i]! & 0xff;
  return result;
}

/** All of an index, in its own order. */
export function wholeIndex(index: Index): IndexPlan {
  return {
    kind: "index",
    index,
    lanes: [
      {
        ranges: [{ start: index.withPrefix(Buffer.alloc(0)), end: after(index.withPrefix(Buffer.alloc(0))) }],
        prefixLength: 4,
      },
    ],
    reverse: false,
    sorted: false,
    bounds: index.fields.map(() => [everything]),
    score: 0,
  };
}
