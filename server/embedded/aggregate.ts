import type { Collection } from "./catalog";
import { refuse } from "./errors";
import type { Variables } from "./expressions";
import { refuseScoreIn } from "./metaScore";
import { type OpenQuery, openQuery } from "./query";
import type { ReadContext, Stream } from "./reading";
import { stages } from "./stages";
import { mentionsText } from "./textFilter";
import { type Doc, isNumber, toNumber, type Value } from "./values";

/** What a pipeline runs on: a reader, the other collections of its database, and variables in scope. */
export interface PipelineScope {
  context: ReadContext;
  find(name: string): Collection | undefined;
  variables: Variables;
  /** The documents come from a search, with their scores. */
  hasScore?: boolean;
}

/** Opens a pipeline. Leading matches, a sort and a limit become a query of their own, so that indexes serve them. */
export function openPipeline(
  scope: PipelineScope,
  collection: Collection | undefined,
  pipeline: Doc[],
  hint?: Value,
): OpenQuery {
  const { filter, sort, limit, skip, rest } = frontOf(pipeline);
  for (const stage of pipeline.slice(1))
    if (stage instanceof Map && mentionsText(stage.get("$match"))) refuseLateText();
  const query = openQuery(scope.context, collection, {
    filter,
    sort,
    limit,
    skip,
    hint,
    variables: scope.variables,
  });
  return {
    ...query,
    stream: runStages({ ...scope, hasScore: query.plan.kind === "text" }, query.stream, rest),
  };
}

/** Applies stages to a stream of documents. */
export function runStages(scope: PipelineScope, source: Stream, pipeline: Doc[]): Stream {
  let stream = source;
  let mayHaveScore = false;
  for (const stage of pipeline) {
    const [name, operand] = stageOf(stage);
    if (!scope.hasScore && !mayHaveScore && !ownSearches.has(name)) refuseScoreIn(operand);
    mayHaveScore ||= forgetsScore.has(name);
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

/** Stages whose pipelines may search for themselves. */
const ownSearches = new Set(["$lookup", "$unionWith"]);
/** After these, nobody knows a score, and nobody is refused one. */
const forgetsScore = new Set(["$group", "$sortByCount", "$count", "$bucket", "$facet", "$unionWith"]);

/** Says that a search has to stand first. */
export function refuseLateText(): never {
  refuse(17313, "$match with $text is only allowed as the first pipeline stage");
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
  "$bucketAuto",
  "$documents",
  "$listLocalSessions",
  "$listSampledQueries",
  "$listSearchIndexes",
  "$querySettings",
  "$queryStats",
  "$rankFusion",
  "$shardedDataDistribution",
]);
