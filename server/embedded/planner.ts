import { type Analysis, analyze, type Condition } from "./bounds";
import type { Collection } from "./catalog";
import { refuse } from "./errors";
import type { Index } from "./indexes";
import { everything, type Interval, intersect } from "./intervals";
import { after, cutBound, storedKey } from "./keys";
import { impliesPartial } from "./partial";
import type { SortOrder } from "./sort";
import { type Doc, equals, type Value } from "./values";

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

export type Plan =
  | { kind: "none" }
  | { kind: "id"; index: Index }
  | { kind: "collection"; reverse: boolean }
  | {
      kind: "index";
      index: Index;
      lanes: Lane[];
      reverse: boolean;
      sorted: boolean;
      bounds: Interval[][];
      score: number;
    }
  | { kind: "union"; plans: Plan[] };
export type IndexPlan = Extract<Plan, { kind: "index" }>;

export interface Question {
  filter: Doc;
  sort?: SortOrder;
  limit: number;
  hint?: Value;
  variables: Map<string, Value>;
  generation: number;
}

/** More lanes or ranges than this cost more than they save. */
const mostRanges = 2000;

/** Chooses how to find what a filter and a sort ask for. `probe` counts entries of a plan up to a number. */
export function plan(
  collection: Collection,
  question: Question,
  probe: (plan: IndexPlan, most: number) => number,
): Plan {
  const analysis = analyze(question.filter, question.variables);
  if (analysis.isEmpty) return { kind: "none" };
  const usable = collection.indexes.filter(
    (index) =>
      !index.isBuilding && index.generation <= question.generation && index.spec.get("hidden") !== true,
  );
  if (question.hint !== undefined) return hinted(collection, usable, analysis, question);
  const candidates: IndexPlan[] = [];
  for (const index of usable) {
    if (!impliesPartial(index, question.filter)) continue;
    const candidate = planIndex(index, analysis, question.sort);
    if (candidate && candidate.score > 0) candidates.push(candidate);
  }
  const best = choose(candidates, question, probe);
  if (best && (best.score >= 10 || best.sorted)) return best;
  const united = planUnion(usable, analysis, question);
  return united ?? best ?? { kind: "collection", reverse: false };
}

function choose(
  candidates: IndexPlan[],
  question: Question,
  probe: (plan: IndexPlan, most: number) => number,
): IndexPlan | undefined {
  candidates.sort((a, b) => b.score - a.score || a.index.fields.length - b.index.fields.length);
  const first = candidates[0];
  if (!first || candidates.length === 1 || first.score >= 1000) return first;
  const sorted = candidates.find((candidate) => candidate.sorted);
  if (question.sort && sorted && sorted !== first && !first.sorted) {
    // Few entries are quicker to sort than a sorted index is to search; many are not.
    return probe(first, 200) < 200 ? first : sorted;
  }
  const rivals = candidates
    .filter((candidate) => candidate.score >= first.score - 6 && candidate.sorted === first.sorted)
    .slice(0, 4);
  if (rivals.length === 1) return first;
  let best = first;
  let fewest = probe(first, 100);
  for (const rival of rivals.slice(1)) {
    const count = probe(rival, fewest);
    if (count < fewest) [best, fewest] = [rival, count];
  }
  return best;
}

function hinted(collection: Collection, usable: Index[], analysis: Analysis, question: Question): Plan {
  const { hint } = question;
  if (hint instanceof Map && hint.has("$natural"))
    return { kind: "collection", reverse: equals(hint.get("$natural"), -1) };
  const index = usable.find((candidate) =>
    typeof hint === "string" ? candidate.name === hint : equals(candidate.spec.get("key"), hint),
  );
  if (!index)
    refuse("BadValue", `error processing query: planner returned error: bad hint (${collection.namespace})`);
  if (
    !impliesPartial(index, question.filter) &&
    !(question.filter.size === 0 && index.partialFilter === undefined)
  )
    return wholeIndex(index);
  return planIndex(index, analysis, question.sort) ?? wholeIndex(index);
}

function wholeIndex(index: Index): IndexPlan {
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

/** Works out the ranges of one index, also through an `$or` whose branches all bound it. */
function planIndex(index: Index, analysis: Analysis, sort: SortOrder | undefined): IndexPlan | undefined {
  const direct = boundsOf(index, analysis.conditions);
  let best = direct && assemble(index, [direct], sort);
  for (const branches of analysis.alternatives) {
    if (index.isMultikey || branches.some((branch) => branch.alternatives.length > 0)) continue;
    const each = branches.map((branch) => boundsOf(index, [...analysis.conditions, ...branch.conditions]));
    if (each.some((bounds) => !bounds)) continue;
    const united = assemble(index, each as Interval[][][], sort);
    if (united && (!best || united.score > best.score)) best = united;
  }
  return best;
}

/** The intervals of each field, or nothing if the index would miss documents. */
function boundsOf(index: Index, conditions: Condition[]): Interval[][] | undefined {
  const bounds: Interval[][] = [];
  let usedMultikey: { group?: number } | undefined;
  let excludesMissing = false;
  for (let i = 0; i < index.fields.length; i++) {
    const multikey = index.multikey[i]!;
    let own = conditions.filter(
      (condition) => condition.path === index.fields[i] && !(condition.scalarOnly && multikey),
    );
    if (multikey && usedMultikey)
      own = own.filter(
        (condition) => condition.group !== undefined && condition.group === usedMultikey!.group,
      );
    if (own.length === 0) {
      bounds.push([everything]);
      continue;
    }
    let intervals: Interval[];
    if (multikey) {
      // Two conditions on an array may be met by two elements: only one of them bounds the scan.
      own.sort((a, b) => looseness(a.intervals) - looseness(b.intervals));
      intervals = own[0]!.intervals;
      usedMultikey = { group: own[0]!.group };
    } else {
      intervals = own.map((condition) => condition.intervals).reduce(intersect);
    }
    excludesMissing ||= own.some(
      (condition) => !includesNull(condition.intervals) || condition.intervals[0] === everything,
    );
    bounds.push(intervals);
  }
  if (index.sparse && !excludesMissing) return undefined;
  return bounds;
}

function includesNull(intervals: Interval[]): boolean {
  const missing = Buffer.from([0x08]);
  return intervals.some(
    (interval) => Buffer.compare(interval.low, missing) <= 0 && Buffer.compare(missing, interval.high) < 0,
  );
}

/** Points are tight, ranges with an end looser, everything loosest. */
function looseness(intervals: Interval[]): number {
  if (intervals.every((interval) => interval.isPoint)) return intervals.length / 1e6;
  return intervals.some((interval) => interval === everything) ? 2 : 1;
}

/** Makes ranges of keys out of intervals of values; several sets of bounds are united. */
function assemble(index: Index, sets: Interval[][][], sort: SortOrder | undefined): IndexPlan | undefined {
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

/** A plan for each branch of an `$or`, if each has one. */
function planUnion(usable: Index[], analysis: Analysis, question: Question): Plan | undefined {
  for (const branches of analysis.alternatives) {
    const plans: Plan[] = [];
    for (const branch of branches) {
      if (branch.isEmpty) continue;
      const joined: Analysis = {
        conditions: [...analysis.conditions, ...branch.conditions],
        alternatives: branch.alternatives,
        isEmpty: false,
      };
      let best: Plan | undefined;
      for (const index of usable) {
        if (index.partialFilter && !impliesPartial(index, question.filter)) continue;
        const candidate = planIndex(index, joined, undefined);
        if (candidate && candidate.score >= 10 && (!best || candidate.score > (best as IndexPlan).score))
          best = candidate;
      }
      best ??= branch.alternatives.length > 0 ? planUnion(usable, joined, question) : undefined;
      if (!best) return undefined;
      plans.push(best);
    }
    if (plans.length > 0) return { kind: "union", plans };
  }
  return undefined;
}
