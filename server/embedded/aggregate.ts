import type { Collection } from "./catalog";
import { refuse } from "./errors";
import { compileExpression, integerValue, truth, type Variables, valueAt } from "./expressions";
import { groupStage } from "./group";
import { lookupStage } from "./lookup";
import { compileFilter } from "./match";
import { compileProjection } from "./project";
import { type OpenQuery, openQuery } from "./query";
import { docOf, type Pause, pause, type ReadContext, type Row, type Stream } from "./reading";
import { parseSort } from "./sort";
import { FilterStream, SliceStream, SortStream } from "./streams";
import { type Doc, isNumber, toNumber, type Value } from "./values";

/** What a pipeline runs on: a reader, the other collections of its database, and variables in scope. */
export interface PipelineScope {
  context: ReadContext;
  find(name: string): Collection | undefined;
  variables: Variables;
}

type Stage = (source: Stream, operand: Value, scope: PipelineScope) => Stream;

/** Opens a pipeline. Leading matches, a sort and a limit become a query of their own, so that indexes serve them. */
export function openPipeline(
  scope: PipelineScope,
  collection: Collection | undefined,
  pipeline: Doc[],
  hint?: Value,
): OpenQuery {
  const { filter, sort, limit, skip, rest } = frontOf(pipeline);
  const query = openQuery(scope.context, collection, {
    filter,
    sort,
    limit,
    skip,
    hint,
    variables: scope.variables,
  });
  return { ...query, stream: runStages(scope, query.stream, rest) };
}

/** Applies stages to a stream of documents. */
export function runStages(scope: PipelineScope, source: Stream, pipeline: Doc[]): Stream {
  let stream = source;
  for (const stage of pipeline) {
    const [name, operand] = stageOf(stage);
    const make = stages[name];
    if (!make) {
      if (unsupported.has(name)) refuse("CommandNotSupported", `${name} is not supported by this store`);
      refuse(40324, `Unrecognized pipeline stage name: '${name}'`);
    }
    stream = make(stream, operand, scope);
  }
  return stream;
}

function stageOf(stage: Doc): [string, Value] {
  if (!(stage instanceof Map))
    refuse("TypeMismatch", "Each element of the 'pipeline' array must be an object");
  if (stage.size !== 1)
    refuse(40323, "A pipeline stage specification object must contain exactly one field.");
  return stage.entries().next().value!;
}

interface Front {
  filter: Doc;
  sort?: Doc;
  limit?: number;
  skip?: number;
  rest: Doc[];
}

function frontOf(pipeline: Doc[]): Front {
  const filters: Doc[] = [];
  let position = 0;
  const operandOf = (name: string): Value => {
    const stage = pipeline[position];
    return stage instanceof Map && stage.size === 1 ? stage.get(name) : undefined;
  };
  while (operandOf("$match") instanceof Map) {
    filters.push(operandOf("$match") as Doc);
    position++;
  }
  const filter: Doc =
    filters.length === 0 ? new Map() : filters.length === 1 ? filters[0]! : new Map([["$and", filters]]);
  let sort: Doc | undefined;
  let skip: number | undefined;
  let limit: number | undefined;
  const sortOperand = operandOf("$sort");
  if (sortOperand instanceof Map && sortOperand.size > 0) {
    sort = sortOperand;
    position++;
  }
  const skipOperand = operandOf("$skip");
  if (
    skipOperand !== undefined &&
    isNumber(skipOperand) &&
    Number.isInteger(toNumber(skipOperand)) &&
    toNumber(skipOperand) >= 0
  ) {
    skip = toNumber(skipOperand);
    position++;
  }
  const limitOperand = operandOf("$limit");
  if (
    limitOperand !== undefined &&
    isNumber(limitOperand) &&
    Number.isInteger(toNumber(limitOperand)) &&
    toNumber(limitOperand) > 0
  ) {
    limit = toNumber(limitOperand);
    position++;
  }
  return { filter, sort, skip, limit, rest: pipeline.slice(position) };
}

const unsupported = new Set([
  "$changeStream",
  "$geoNear",
  "$graphLookup",
  "$merge",
  "$out",
  "$search",
  "$searchMeta",
  "$vectorSearch",
  "$fill",
  "$densify",
  "$setWindowFields",
  "$indexStats",
  "$collStats",
  "$currentOp",
  "$listSessions",
  "$planCacheStats",
  "$redact",
  "$sample$",
]);

/** Changes each document by itself. */
class MapStream implements Stream {
  constructor(
    private readonly source: Stream,
    private readonly change: (doc: Doc) => Doc,
  ) {}

  next(): Row | Pause | undefined {
    const row = this.source.next();
    return row === undefined || row === pause ? row : { doc: this.change(docOf(row)) };
  }
}

/** Takes everything in, then gives out what it has made of it. */
export class CollectStream<T> implements Stream {
  private output: Iterator<Doc> | undefined;

  constructor(
    private readonly source: Stream,
    private readonly state: T,
    private readonly take: (state: T, doc: Doc) => void,
    private readonly finish: (state: T) => Iterable<Doc>,
  ) {}

  next(): Row | Pause | undefined {
    while (!this.output) {
      const row = this.source.next();
      if (row === pause) return pause;
      if (row === undefined) this.output = this.finish(this.state)[Symbol.iterator]();
      else this.take(this.state, docOf(row));
    }
    const step = this.output.next();
    return step.done ? undefined : { doc: step.value };
  }
}

/** Counts without reading what it counts. */
class CountStream implements Stream {
  private count = 0;
  private output: Doc[] | undefined;

  constructor(
    private readonly source: Stream,
    private readonly finish: (count: number) => Doc[],
  ) {}

  next(): Row | Pause | undefined {
    while (!this.output) {
      const row = this.source.next();
      if (row === pause) return pause;
      if (row === undefined) this.output = this.finish(this.count);
      else this.count++;
    }
    const doc = this.output.pop();
    return doc && { doc };
  }
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

/** Makes any number of documents out of each. */
class FlatStream implements Stream {
  private pending: Doc[] = [];
  private position = 0;

  constructor(
    private readonly source: Stream,
    private readonly spread: (doc: Doc) => Doc[],
  ) {}

  next(): Row | Pause | undefined {
    while (this.position >= this.pending.length) {
      const row = this.source.next();
      if (row === undefined || row === pause) return row;
      this.pending = this.spread(docOf(row));
      this.position = 0;
    }
    return { doc: this.pending[this.position++] };
  }
}

class ChainStream implements Stream {
  constructor(
    private first: Stream | undefined,
    private readonly second: Stream,
  ) {}

  next(): Row | Pause | undefined {
    if (this.first) {
      const row = this.first.next();
      if (row !== undefined) return row;
      this.first = undefined;
    }
    return this.second.next();
  }
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

/** Sets fields by dotted paths; what an expression leaves out is not set. */
export function addFields(fields: Doc, variables: Variables): (doc: Doc) => Doc {
  const expressions = [...fields].map(([path, value]) => ({
    parts: path.split("."),
    expression: compileExpression(value),
  }));
  if (expressions.length === 0) refuse(40177, "$set specification must have at least one field");
  return (doc) => {
    const values = expressions.map(({ expression }) => expression(doc, variables));
    let result = doc;
    for (const [i, { parts }] of expressions.entries()) result = setAt(result, parts, 0, values[i]) as Doc;
    return result;
  };
}

function setAt(target: Value, parts: string[], index: number, value: Value): Value {
  if (index === parts.length) return value;
  if (Array.isArray(target)) return target.map((element) => setAt(element, parts, index, value));
  const result: Doc = target instanceof Map ? new Map(target) : new Map();
  const fresh = setAt(result.get(parts[index]!), parts, index + 1, value);
  if (fresh === undefined) result.delete(parts[index]!);
  else result.set(parts[index]!, fresh);
  return result;
}

const stages: Record<string, Stage> = {
  $match: (source, operand, scope) =>
    new FilterStream(scope.context, source, compileFilter(needsObject(operand, "$match"), scope.variables)),
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
    return new SortStream(source, parseSort(sort), 0);
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
    if (typeof operand !== "string" || operand === "" || operand.startsWith("$") || operand.includes("."))
      refuse(40156, "the count field must be a non-empty string without $ or dots");
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
  $bucket: (source, operand, scope) => {
    const bucket = needsObject(operand, "$bucket");
    const boundaries = bucket.get("boundaries") as Value[];
    if (!Array.isArray(boundaries) || boundaries.length < 2)
      refuse(40192, "$bucket needs at least two boundaries");
    const groupBy = bucket.get("groupBy");
    const branches = boundaries.slice(0, -1).map(
      (low, i) =>
        new Map<string, Value>([
          [
            "case",
            new Map([
              [
                "$and",
                [
                  new Map([["$gte", [groupBy, literal(low)]]]),
                  new Map([["$lt", [groupBy, literal(boundaries[i + 1])]]]),
                ],
              ],
            ]),
          ],
          ["then", literal(low)],
        ]),
    );
    const choice: Doc = new Map<string, Value>([["branches", branches]]);
    if (bucket.has("default")) choice.set("default", literal(bucket.get("default")));
    const output = (bucket.get("output") as Doc) ?? new Map([["count", new Map([["$sum", 1]])]]);
    return runStages(scope, source, [
      new Map([["$group", new Map<string, Value>([["_id", new Map([["$switch", choice]])], ...output])]]),
      new Map([["$sort", new Map([["_id", 1]])]]),
    ]);
  },
};

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

function unwind(operand: Value): (doc: Doc) => Doc[] {
  const path = operand instanceof Map ? operand.get("path") : operand;
  if (typeof path !== "string" || !path.startsWith("$"))
    refuse(28818, "path option to $unwind stage should be prefixed with a '$'");
  const parts = path.slice(1).split(".");
  const keeps = operand instanceof Map && truth(operand.get("preserveNullAndEmptyArrays"));
  const indexField = operand instanceof Map ? operand.get("includeArrayIndex") : undefined;
  const withIndex = (doc: Doc, index: Value) =>
    typeof indexField === "string" ? (setAt(doc, indexField.split("."), 0, index) as Doc) : doc;
  return (doc) => {
    const value = valueAt(doc, parts, 0);
    if (Array.isArray(value) && value.length > 0)
      return value.map((element, i) => withIndex(setAt(doc, parts, 0, element) as Doc, BigInt(i)));
    if (value === undefined || value === null || Array.isArray(value)) {
      if (!keeps) return [];
      return [withIndex(Array.isArray(value) ? (setAt(doc, parts, 0, undefined) as Doc) : doc, null)];
    }
    return [withIndex(doc, null)];
  };
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
