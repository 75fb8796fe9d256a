import { type Analysis, analyze, type Condition } from "./bounds";
import type { Collection } from "./catalog";
import { refuse } from "./errors";
import type { Index } from "./indexes";
import { everything, type Interval, intersect } from "./intervals";
import { impliesPartial } from "./partial";
import { assemble, type IndexPlan, wholeIndex } from "./ranges";
import type { SortOrder } from "./sort";
import type { TextPlan } from "./textPlan";
import { type Doc, equals, type Value } from "./values";

export type Plan =
  | { kind: "none" }
  | { kind: "id"; index: Index }
  | { kind: "collection"; reverse: boolean }
  | IndexPlan
  | TextPlan
  | { kind: "union"; plans: Plan[] };

export interface Question {
  filter: Doc;
  sort?: SortOrder;
  limit: number;
  hint?: Value;
  variables: Map<string, Value>;
  generation: number;
}

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
      !index.text &&
      !index.isBuilding &&
      index.generation <= question.generation &&
      index.spec.get("hidden") !== true,
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
