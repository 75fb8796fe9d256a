import type { Collection } from "./catalog";
import { refuse } from "./errors";
import type { Index } from "./indexes";
import { impliesPartial } from "./partial";
import type { Question } from "./planner";
import { equalityOn } from "./textFilter";
import { parseText, type TextQuery } from "./textQuery";
import type { Doc, Value } from "./values";

/** How to answer a `$text`: the postings of its terms, for one value of each field before the text. */
export interface TextPlan {
  kind: "text";
  index: Index;
  before: Value[];
  query: TextQuery;
  /** The best come first. */
  sorted: boolean;
}

/** Plans a search. Refuses one without an index, or whose index cannot serve it. */
export function planText(collection: Collection, operand: Value, question: Question): TextPlan {
  const index = textIndexOf(collection, question.generation);
  const definition = index.text!;
  const query = parseText(operand, definition.language);
  if (question.hint !== undefined) refuse("BadValue", "text and hint not allowed in same query");
  const before: Value[] = [];
  for (const path of definition.before) {
    const equality = equalityOn(question.filter, path);
    if (!equality) refuseFilter(collection.namespace);
    before.push(equality[0] ?? null);
  }
  if (!impliesPartial(index, question.filter)) refuseFilter(collection.namespace);
  const { sort } = question;
  return { kind: "text", index, before, query, sorted: sort?.usesScore === true && sort.fields.length === 1 };
}

/** The text index of a collection, refusing if there is none that can be read. */
export function textIndexOf(collection: Collection, generation = Number.POSITIVE_INFINITY): Index {
  return (
    collection.indexes.find(
      (index) =>
        index.text &&
        !index.isBuilding &&
        index.generation <= generation &&
        index.spec.get("hidden") !== true,
    ) ?? refuse("IndexNotFound", "text index required for $text query")
  );
}

function refuseFilter(namespace: string): never {
  refuse(
    "NoQueryExecutionPlans",
    `error processing query: ns=${namespace}: planner returned error :: caused by :: failed to use text index to satisfy $text query (if text index is compound, are equality predicates given for all prefix fields?)`,
  );
}

/** The query as `explain` shows it. */
export function describeText({ query }: TextPlan): Doc {
  return new Map<string, Value>([
    ["terms", [...query.exactTerms].sort()],
    ["negatedTerms", [...query.negatedTerms].sort()],
    ["phrases", query.phrases],
    ["negatedPhrases", query.negatedPhrases],
  ]);
}
