import { BSONRegExp } from "bson";
import { refuse } from "./errors";
import { compileExpression, truth, type Variables } from "./expressions";
import { anyAt } from "./paths";
import { withoutText } from "./textFilter";
import { typeTest } from "./types";
import { type Doc, isNumber, toNumber, type Value } from "./values";
import {
  compileTest,
  equality,
  isOperators,
  membership,
  refuseOperator,
  regexTest,
  type Test,
} from "./valueTests";

/** What a match leaves behind: where in an array it was found, for the positional operator. */
export interface MatchState {
  index?: number;
}
export type Matcher = (doc: Doc, state?: MatchState) => boolean;

/** Turns a filter into a test of documents, refusing operators that do not exist or are not supported. */
export function compileFilter(filter: Doc, variables: Variables = new Map()): Matcher {
  const tests: Matcher[] = [];
  for (const [name, condition] of filter) tests.push(compileClause(name, condition, variables));
  if (tests.length === 0) return () => true;
  if (tests.length === 1) return tests[0]!;
  return (doc, state) => {
    for (const test of tests) if (!test(doc, state)) return false;
    return true;
  };
}

function compileClause(name: string, condition: Value, variables: Variables): Matcher {
  switch (name) {
    case "$and": {
      const parts = filtersOf(name, condition, variables);
      return (doc, state) => parts.every((part) => part(doc, state));
    }
    case "$or": {
      const parts = filtersOf(name, condition, variables);
      return (doc, state) => parts.some((part) => part(doc, state));
    }
    case "$nor": {
      const parts = filtersOf(name, condition, variables);
      return (doc) => !parts.some((part) => part(doc));
    }
    case "$expr": {
      const expression = compileExpression(condition);
      return (doc) => truth(expression(doc, variables));
    }
    case "$comment":
      return () => true;
    case "$alwaysTrue":
      return () => true;
    case "$alwaysFalse":
      return () => false;
  }
  if (name === "$text") refuse("BadValue", "$text is not allowed in this context");
  if (name.startsWith("$")) refuseOperator(name, "unknown top level operator");
  return compilePath(name, condition);
}

function filtersOf(name: string, condition: Value, variables: Variables): Matcher[] {
  if (!Array.isArray(condition)) refuse("BadValue", `${name} must be an array`);
  if (condition.length === 0) refuse("BadValue", `${name} must be a nonempty array`);
  return condition.map((part) => {
    if (!(part instanceof Map)) refuse("BadValue", `${name} entries need to be full objects`);
    return compileFilter(part, variables);
  });
}

function compilePath(path: string, condition: Value): Matcher {
  const parts = path.split(".");
  if (!isOperators(condition)) return reaching(parts, true, equality(condition));
  const tests: Matcher[] = [];
  for (const [operator, operand] of condition)
    tests.push(compileOperator(parts, operator, operand, condition));
  return tests.length === 1 ? tests[0]! : (doc, state) => tests.every((test) => test(doc, state));
}

function reaching(parts: string[], intoLeaf: boolean, test: Test): Matcher {
  if (parts.length === 1) {
    const field = parts[0]!;
    return (doc, state) => {
      const value = doc.get(field);
      if (!Array.isArray(value)) return test(value);
      return anyAt(doc, parts, 0, intoLeaf, test, state && ((index) => (state.index = index)));
    };
  }
  return (doc, state) => anyAt(doc, parts, 0, intoLeaf, test, state && ((index) => (state.index = index)));
}

function not(matcher: Matcher): Matcher {
  return (doc) => !matcher(doc);
}

function compileOperator(parts: string[], operator: string, operand: Value, siblings: Doc): Matcher {
  switch (operator) {
    case "$not": {
      if (operand instanceof BSONRegExp) return not(reaching(parts, true, regexTest(operand)));
      if (!isOperators(operand)) refuse("BadValue", "$not needs a regex or a document");
      return not(compilePath(parts.join("."), operand));
    }
    case "$ne":
      if (operand instanceof BSONRegExp) refuse("BadValue", "Can't have regex as arg to $ne.");
      return not(reaching(parts, true, equality(operand)));
    case "$nin":
      return not(reaching(parts, true, membership(operand, "$nin")));
    case "$exists": {
      const wanted = truth(operand);
      const exists = reaching(parts, false, (value) => value !== undefined);
      return wanted ? exists : not(exists);
    }
    case "$size": {
      if (!isNumber(operand) || !Number.isInteger(toNumber(operand)))
        refuse("BadValue", "$size must be a whole number");
      const size = toNumber(operand);
      if (size < 0) refuse("BadValue", "$size may not be negative");
      return reaching(parts, false, (value) => Array.isArray(value) && value.length === size);
    }
    case "$all":
      return compileAll(parts, operand);
    case "$elemMatch": {
      const element = elementTest(operand);
      return (doc, state) => {
        let found = -1;
        const matched = anyAt(doc, parts, 0, false, (value) => {
          found = Array.isArray(value) ? value.findIndex(element) : -1;
          return found >= 0;
        });
        if (matched && state) state.index = found;
        return matched;
      };
    }
    case "$type": {
      const test = typeTest(operand);
      return reaching(parts, true, test);
    }
    default:
      return reaching(parts, true, compileTest(operator, operand, siblings));
  }
}

function compileAll(parts: string[], operand: Value): Matcher {
  if (!Array.isArray(operand)) refuse("BadValue", "$all needs an array");
  if (operand.length === 0) return () => false;
  const tests = operand.map((member) => {
    if (isOperators(member)) {
      if (!member.has("$elemMatch")) refuse("BadValue", "no $ expressions in $all");
      return compilePath(parts.join("."), member);
    }
    return reaching(parts, true, equality(member));
  });
  return (doc, state) => tests.every((test) => test(doc, state));
}

/** The test of one element: a filter if it names fields, operators on the element itself otherwise. */
function elementTest(operand: Value): Test {
  if (!(operand instanceof Map)) refuse("BadValue", "$elemMatch needs an Object");
  const first = operand.keys().next().value;
  const logical = first === "$and" || first === "$or" || first === "$nor" || first === "$expr";
  if (!isOperators(operand) || logical) {
    const filter = compileFilter(operand);
    return (value) => value instanceof Map && filter(value);
  }
  const onValue = compilePath("v", operand);
  return (value) => onValue(new Map([["v", Array.isArray(value) ? [value] : value]]));
}

/** Tells at which element of an array a filter is met; for the positional operators. */
export function matchPositionOf(filter: Doc): (doc: Doc) => number | undefined {
  const matcher = compileFilter(withoutText(filter));
  return (doc) => {
    const state: MatchState = {};
    return matcher(doc, state) ? state.index : undefined;
  };
}
