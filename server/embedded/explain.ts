import { openAggregate, openCount, openDistinct, openFind } from "./commandsRead";
import { refuse } from "./errors";
import type { Interval } from "./intervals";
import type { Plan } from "./planner";
import { type OpenQuery, openQuery } from "./query";
import type { IndexPlan } from "./ranges";
import { bytesOf, pause, type ReadContext } from "./reading";
import { docField, type Handler, one, type Reply, type Request } from "./request";
import { describeText, type TextPlan } from "./textPlan";
import { giveWay } from "./turns";
import type { Doc, Value } from "./values";

/** Tells how a command would be answered, and, unless asked for the plan alone, what answering it examines. */
export const explain: Handler = async (request) => {
  const inner = docField(request.body, "explain");
  if (!inner) refuse("FailedToParse", "explain needs a command");
  const verbosity = request.body.get("verbosity") ?? "allPlansExecution";
  return explainCommand({ ...request, name: inner.keys().next().value!, body: inner }, verbosity);
};

/** The same for an `aggregate` with the option `explain`. */
export async function explainCommand(request: Request, verbosity: Value): Promise<Reply> {
  const context = request.server.engine.reading(request.transaction, 0);
  const opened = open(request, context);
  const { query } = opened;
  const reader = opened.context;
  const planner = {
    plannerVersion: 1,
    namespace: opened.namespace,
    indexFilterSet: false,
    parsedQuery: opened.filter,
    winningPlan: describe(query, opened.filter),
    rejectedPlans: [],
  };
  if (verbosity === "queryPlanner") return { explainVersion: "1", queryPlanner: planner, ok: one };
  const started = performance.now();
  let returned = 0;
  reader.resume();
  for (;;) {
    const row = query.stream.next();
    if (row === undefined) break;
    if (row === pause) {
      reader.park();
      await giveWay();
      reader.resume();
    } else {
      bytesOf(row);
      returned++;
    }
  }
  reader.park();
  const executionStats = {
    executionSuccess: true,
    nReturned: returned,
    executionTimeMillis: Math.round(performance.now() - started),
    totalKeysExamined: reader.keysExamined,
    totalDocsExamined: reader.docsExamined,
    executionStages: {
      ...describe(query, opened.filter),
      nReturned: returned,
      keysExamined: reader.keysExamined,
      docsExamined: reader.docsExamined,
    },
  };
  return { explainVersion: "1", queryPlanner: planner, executionStats, ok: one };
}

interface Opened {
  query: OpenQuery;
  context: ReadContext;
  filter: Doc;
  namespace: string;
}

function open(request: Request, context: ReadContext): Opened {
  const { body, database, name } = request;
  const namespace = `${database}.${String(body.get(name))}`;
  switch (name) {
    case "find":
      return {
        query: openFind(request, context),
        context,
        filter: docField(body, "filter") ?? new Map(),
        namespace,
      };
    case "count":
      return {
        query: openCount(request, context),
        context,
        filter: docField(body, "query") ?? new Map(),
        namespace,
      };
    case "distinct":
      return {
        query: openDistinct(request, context),
        context,
        filter: docField(body, "query") ?? new Map(),
        namespace,
      };
    case "aggregate": {
      const aggregate = openAggregate(request);
      const first = (body.get("pipeline") as Doc[])[0];
      const filter = first?.get("$match");
      return {
        query: aggregate.query,
        context: aggregate.context,
        filter: filter instanceof Map ? filter : new Map(),
        namespace,
      };
    }
    case "update":
    case "delete":
    case "findAndModify": {
      const statement =
        name === "findAndModify" ? body : (body.get(name === "update" ? "updates" : "deletes") as Doc[])[0];
      const filter = docField(statement!, name === "findAndModify" ? "query" : "q") ?? new Map();
      const isMany =
        name === "update"
          ? statement!.get("multi") === true
          : name === "delete" && statement!.get("limit") === 0;
      const collection = request.server.engine.catalog.find(database, String(body.get(name)));
      const query = openQuery(context, collection, {
        filter,
        sort: docField(statement!, "sort"),
        hint: statement!.get("hint"),
        limit: isMany ? 0 : 1,
      });
      return { query, context, filter, namespace };
    }
    default:
      return refuse("CommandNotFound", `Explain failed due to unknown command: ${name}`);
  }
}

function describe(query: OpenQuery, filter: Doc): Reply {
  const stage = describePlan(query.plan, filter);
  return query.sortsInMemory
    ? {
        stage: "SORT",
        sortPattern: query.sort!.spec,
        inputStage: stage,
      }
    : stage;
}

function describePlan(plan: Plan, filter: Doc): Reply {
  switch (plan.kind) {
    case "none":
      return { stage: "EOF" };
    case "id":
      return { stage: "IDHACK" };
    case "collection":
      return { stage: "COLLSCAN", filter, direction: plan.reverse ? "backward" : "forward" };
    case "text":
      return describeSearch(plan);
    case "union":
      return {
        stage: "FETCH",
        filter,
        inputStage: { stage: "OR", inputStages: plan.plans.map((part) => scanStage(part as IndexPlan)) },
      };
    case "index":
      return {
        stage: "FETCH",
        filter,
        inputStage:
          plan.lanes.length > 1 ? { stage: "SORT_MERGE", inputStages: [scanStage(plan)] } : scanStage(plan),
      };
  }
}

function describeSearch(plan: TextPlan): Reply {
  const { index, before, query } = plan;
  const scans = query.terms.map((term) => ({
    stage: "IXSCAN",
    keyPattern: index.spec.get("key"),
    indexName: index.name,
    isMultiKey: index.isMultikey,
    isUnique: false,
    isSparse: false,
    isPartial: index.partialFilter !== undefined,
    indexVersion: 2,
    direction: "backward",
    indexBounds: new Map([["_fts", [term]]]),
  }));
  return {
    stage: "TEXT_MATCH",
    indexPrefix: new Map(index.text!.before.map((path, i) => [path, before[i]])),
    indexName: index.name,
    parsedTextQuery: describeText(plan),
    textIndexVersion: 3,
    inputStage: { stage: "TEXT_OR", inputStages: scans },
  };
}

function scanStage(plan: IndexPlan): Reply {
  if (plan.kind !== "index") return describePlan(plan, new Map());
  const { index } = plan;
  return {
    stage: "IXSCAN",
    keyPattern: index.spec.get("key"),
    indexName: index.name,
    isMultiKey: index.isMultikey,
    isUnique: index.unique,
    isSparse: index.sparse,
    isPartial: index.partialFilter !== undefined,
    indexVersion: 2,
    direction: plan.reverse ? "backward" : "forward",
    indexBounds: new Map(index.fields.map((field, i) => [field, plan.bounds[i]!.map(showInterval)])),
  };
}

/** Bounds as they are encoded; enough to see which fields bound the scan. */
function showInterval(interval: Interval): string {
  const shown = (bytes: Buffer) =>
    bytes.length > 40 ? `${bytes.toString("hex", 0, 40)}…` : bytes.toString("hex");
  return interval.isPoint ? `[${shown(interval.low)}]` : `[${shown(interval.low)}, ${shown(interval.high)})`;
}
