import { openPipeline, type PipelineScope } from "./aggregate";
import { refuse } from "./errors";
import { compileExpression, valueAt } from "./expressions";
import { carryScore } from "./metaScore";
import { docOf, type Pause, pause, type Row, type Stream } from "./reading";
import type { Doc, Value } from "./values";

const known = new Set(["from", "localField", "foreignField", "as", "let", "pipeline"]);

/** Joins documents of another collection, found through its indexes for every document that passes. */
export function lookupStage(source: Stream, spec: Doc, scope: PipelineScope): Stream {
  for (const name of spec.keys())
    if (!known.has(name)) refuse("FailedToParse", `unknown argument to $lookup: ${name}`);
  const from = spec.get("from");
  const as = spec.get("as");
  if (typeof from !== "string")
    refuse("FailedToParse", "missing 'from' option to $lookup stage specification");
  if (typeof as !== "string") refuse("FailedToParse", "must specify 'as' field for a $lookup");
  const localField = spec.get("localField");
  const foreignField = spec.get("foreignField");
  const pipeline = (spec.get("pipeline") as Doc[] | undefined) ?? [];
  if ((localField === undefined) !== (foreignField === undefined))
    refuse(
      "FailedToParse",
      "$lookup requires both or neither of 'localField' and 'foreignField' to be specified",
    );
  if (localField === undefined && !spec.has("pipeline"))
    refuse(
      "FailedToParse",
      "$lookup requires either 'pipeline' or both 'localField' and 'foreignField' to be specified",
    );
  const bindings = [...((spec.get("let") as Doc | undefined) ?? new Map<string, Value>())].map(
    ([name, value]) => [name, compileExpression(value)] as const,
  );
  const collection = scope.find(from);
  const open = (doc: Doc): Stream => {
    const variables = new Map(scope.variables);
    for (const [name, expression] of bindings) variables.set(name, expression(doc, scope.variables));
    const stages = [...pipeline];
    if (typeof localField === "string")
      stages.unshift(new Map([["$match", joinFilter(doc, localField, foreignField as string)]]));
    return openPipeline({ ...scope, variables }, collection, stages).stream;
  };
  return new LookupStream(source, as.split("."), open);
}

function joinFilter(doc: Doc, localField: string, foreignField: string): Doc {
  const local = valueAt(doc, localField.split("."), 0);
  if (local === undefined || local === null) return new Map([[foreignField, new Map([["$eq", null]])]]);
  return new Map([
    [foreignField, new Map<string, Value>(Array.isArray(local) ? [["$in", local]] : [["$eq", local]])],
  ]);
}

class LookupStream implements Stream {
  private current: { doc: Doc; stream: Stream; found: Doc[] } | undefined;

  constructor(
    private readonly source: Stream,
    private readonly as: string[],
    private readonly open: (doc: Doc) => Stream,
  ) {}

  next(): Row | Pause | undefined {
    if (!this.current) {
      const row = this.source.next();
      if (row === undefined || row === pause) return row;
      const doc = docOf(row);
      this.current = { doc, stream: this.open(doc), found: [] };
    }
    for (;;) {
      const row = this.current.stream.next();
      if (row === pause) return pause;
      if (row === undefined) break;
      this.current.found.push(docOf(row));
    }
    const { doc, found } = this.current;
    this.current = undefined;
    return { doc: carryScore(doc, put(doc, this.as, 0, found)) };
  }
}

function put(doc: Doc, parts: string[], index: number, value: Value): Doc {
  const result = new Map(doc);
  const inner = result.get(parts[index]!);
  if (index === parts.length - 1) result.set(parts[index]!, value);
  else result.set(parts[index]!, put(inner instanceof Map ? inner : new Map(), parts, index + 1, value));
  return result;
}
