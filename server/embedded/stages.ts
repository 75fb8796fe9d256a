import { openPipeline, type PipelineScope, refuseLateText, runStages } from "./aggregate";
import { refuse } from "./errors";
import { compileExpression, integerValue } from "./expressions";
import { groupStage } from "./group";
import { lookupStage } from "./lookup";
import { compileFilter } from "./match";
import { compileProjection } from "./project";
import { docOf, pause, type Stream } from "./reading";
import { parseSort } from "./sort";
import { addFields, unwind } from "./stageFields";
import { ChainStream, CollectStream, CountStream, FlatStream, MapStream } from "./stageStreams";
import { FilterStream, SliceStream, SortStream } from "./streams";
import { mentionsText } from "./textFilter";
import { type Doc, isNumber, toNumber, type Value } from "./values";

type Stage = (source: Stream, operand: Value, scope: PipelineScope) => Stream;

/** The stages by name. */
export const stages: Record<string, Stage> = {
  $match: (source, operand, scope) => {
    if (mentionsText(operand)) refuseLateText();
    const matcher = compileFilter(needsObject(operand, "$match"), scope.variables);
    return new FilterStream(scope.context, source, matcher);
  },
  $project: (source, operand, scope) => {
    const fields = needsObject(operand, "$project");
    if (fields.size === 0)
      refuse(51272, "Invalid $project :: caused by :: projection specification must have at least one field");
    return new MapStream(source, compileProjection(fields, { isStage: true, variables: scope.variables }));
  },
  $set: (source, operand, scope) =>
    new MapStream(source, addFields(needsObject(operand, "$set"), scope.variables)),
  $addFields: (source, operand, scope) =>
    new MapStream(source, addFields(needsObject(operand, "$addFields"), scope.variables)),
  $unset: (source, operand, scope) => {
    const names = Array.isArray(operand) ? operand : [operand];
    if (names.length === 0 || names.some((name) => typeof name !== "string" || name === ""))
      refuse(31002, "$unset specification must be a string or an array of strings");
    return new MapStream(
      source,
      compileProjection(new Map((names as string[]).map((name) => [name, 0])), {
        isStage: true,
        variables: scope.variables,
      }),
    );
  },
  $sort: (source, operand) => {
    const sort = needsObject(operand, "$sort");
    if (sort.size === 0) refuse(15976, "$sort stage must have at least one sort key");
    return new SortStream(source, parseSort(sort, true), 0);
  },
  $limit: (source, operand) => new SliceStream(source, 0, whole(operand, "$limit", 1)),
  $skip: (source, operand) => new SliceStream(source, whole(operand, "$skip", 0), Number.POSITIVE_INFINITY),
  $group: (source, operand, scope) => {
    const spec = needsObject(operand, "$group");
    const field = countedField(spec);
    if (field === undefined || field.includes(".")) return groupStage(source, spec, scope.variables);
    const result = (count: number): Doc =>
      new Map([
        ["_id", spec.get("_id")],
        [field, integerValue(count)],
      ]);
    return new CountStream(source, (count) => (count === 0 ? [] : [result(count)]));
  },
  $sortByCount: (source, operand, scope) =>
    runStages(scope, source, [
      new Map([
        [
          "$group",
          new Map<string, Value>([
            ["_id", operand],
            ["count", new Map([["$sum", 1]])],
          ]),
        ],
      ]),
      new Map([["$sort", new Map([["count", -1]])]]),
    ]),
  $count: (source, operand) => {
    if (typeof operand !== "string") refuse(40156, "the count field must be a non-empty string");
    if (operand === "") refuse(40157, "the count field must be a non-empty string");
    if (operand.startsWith("$")) refuse(40158, "the count field cannot be a $-prefixed path");
    if (operand.includes(".")) refuse(40160, "the count field cannot contain '.'");
    return new CountStream(source, (count) =>
      count === 0 ? [] : [new Map([[operand, integerValue(count)]])],
    );
  },
  $unwind: (source, operand) => new FlatStream(source, unwind(operand)),
  $replaceRoot: (source, operand, scope) =>
    replaceRoot(source, needsObject(operand, "$replaceRoot").get("newRoot"), scope),
  $replaceWith: (source, operand, scope) => replaceRoot(source, operand, scope),
  $lookup: (source, operand, scope) => lookupStage(source, needsObject(operand, "$lookup"), scope),
  $unionWith: (source, operand, scope) => {
    const name = typeof operand === "string" ? operand : needsObject(operand, "$unionWith").get("coll");
    const pipeline = operand instanceof Map ? ((operand.get("pipeline") as Doc[]) ?? []) : [];
    return new ChainStream(source, openPipeline(scope, scope.find(String(name)), pipeline).stream);
  },
  $facet: (source, operand, scope) => facet(source, needsObject(operand, "$facet"), scope),
  $sample: (source, operand) => {
    const size = whole(needsObject(operand, "$sample").get("size"), "$sample", 1);
    return new CollectStream(
      source,
      [] as Doc[],
      (all, doc) => void all.push(doc),
      (all) => {
        for (let i = all.length - 1; i > 0; i--) {
          const j = Math.floor(Math.random() * (i + 1));
          [all[i], all[j]] = [all[j]!, all[i]!];
        }
        return all.slice(0, size);
      },
    );
  },
  $bucket: (source, operand, scope) =>
    runStages(scope, source, bucketStages(needsObject(operand, "$bucket"))),
};

/** A `$bucket` is a group by a choice, in order. */
function bucketStages(bucket: Doc): Doc[] {
  const boundaries = bucket.get("boundaries") as Value[];
  if (!Array.isArray(boundaries) || boundaries.length < 2)
    refuse(40192, "$bucket needs at least two boundaries");
  const groupBy = bucket.get("groupBy");
  const branches = boundaries.slice(0, -1).map((low, i) => {
    const isAbove: Doc = new Map([["$gte", [groupBy, literal(low)]]]);
    const isBelow: Doc = new Map([["$lt", [groupBy, literal(boundaries[i + 1])]]]);
    return new Map<string, Value>([
      ["case", new Map([["$and", [isAbove, isBelow]]])],
      ["then", literal(low)],
    ]);
  });
  const choice: Doc = new Map<string, Value>([["branches", branches]]);
  if (bucket.has("default")) choice.set("default", literal(bucket.get("default")));
  const output = (bucket.get("output") as Doc) ?? new Map([["count", new Map([["$sum", 1]])]]);
  return [
    new Map([["$group", new Map<string, Value>([["_id", new Map([["$switch", choice]])], ...output])]]),
    new Map([["$sort", new Map([["_id", 1]])]]),
  ];
}

function literal(value: Value): Doc {
  return new Map([["$literal", value]]);
}

function replaceRoot(source: Stream, operand: Value, scope: PipelineScope): Stream {
  const expression = compileExpression(operand);
  return new MapStream(source, (doc) => {
    const value = expression(doc, scope.variables);
    if (!(value instanceof Map)) refuse(40228, "'newRoot' expression must evaluate to an object");
    return value;
  });
}

function facet(source: Stream, facets: Doc, scope: PipelineScope): Stream {
  // Every facet reads the same documents; they are kept once.
  const all: Doc[] = [];
  let started: { name: string; stream: Stream; rows: Doc[] }[] | undefined;
  let done = false;
  return {
    next() {
      if (done) return undefined;
      while (!started) {
        const row = source.next();
        if (row === pause) return pause;
        if (row !== undefined) {
          all.push(docOf(row));
          continue;
        }
        started = [...facets].map(([name, pipeline]) => {
          let position = 0;
          const copy: Stream = { next: () => (position < all.length ? { doc: all[position++] } : undefined) };
          return { name, stream: runStages(scope, copy, pipeline as Doc[]), rows: [] };
        });
      }
      for (const part of started) {
        for (;;) {
          const row = part.stream.next();
          if (row === pause) return pause;
          if (row === undefined) break;
          part.rows.push(docOf(row));
        }
      }
      done = true;
      return { doc: new Map(started.map((part) => [part.name, part.rows])) };
    },
  };
}

/** The group that `countDocuments` asks for: one group, and a one for each document. */
function countedField(spec: Doc): string | undefined {
  const [first, second, ...rest] = [...spec];
  if (first?.[0] !== "_id" || (first[1] !== null && first[1] !== 1) || !second || rest.length > 0)
    return undefined;
  return second[1] instanceof Map && second[1].size === 1 && second[1].get("$sum") === 1
    ? second[0]
    : undefined;
}

function whole(value: Value, name: string, minimum: number): number {
  if (
    value === undefined ||
    !isNumber(value) ||
    !Number.isInteger(toNumber(value)) ||
    toNumber(value) < minimum
  )
    refuse(
      name === "$limit" ? 15958 : 5107200,
      `invalid argument to ${name} stage: expected ${minimum > 0 ? "a positive" : "a non-negative"} integer`,
    );
  return toNumber(value);
}

function needsObject(value: Value, name: string): Doc {
  if (!(value instanceof Map)) refuse(40272, `${name} specification stage must be an object`);
  return value;
}
