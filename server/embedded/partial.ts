import { BSONRegExp } from "bson";
import type { Index } from "./indexes";
import { typeTest } from "./types";
import { compare, type Doc, equals, familyOf, isNumber, toNumber, type Value } from "./values";
import { isOperators } from "./valueTests";

/** True if every document a filter can match is in the index; only then may a partial index answer it. */
export function impliesPartial(index: Index, filter: Doc): boolean {
  return !index.partialFilter || impliesFilter(filter, index.partialFilter);
}

function impliesFilter(filter: Doc, wanted: Doc): boolean {
  for (const [name, condition] of wanted) {
    if (name === "$and") {
      if (!(condition as Doc[]).every((part) => impliesFilter(filter, part))) return false;
    } else if (name === "$or") {
      if (!(condition as Doc[]).some((part) => impliesFilter(filter, part))) return false;
    } else if (!impliesPath(filter, name, condition)) return false;
  }
  return true;
}

function impliesPath(filter: Doc, path: string, condition: Value): boolean {
  const operators: [string, Value][] = isOperators(condition) ? [...condition] : [["$eq", condition]];
  const known = conditionsOn(filter, path);
  return operators.every(([operator, operand]) => known.some((fact) => implies(fact, operator, operand)));
}

function conditionsOn(filter: Doc, path: string): [string, Value][] {
  const facts: [string, Value][] = [];
  for (const [name, condition] of filter) {
    if (name === "$and") for (const part of condition as Doc[]) facts.push(...conditionsOn(part, path));
    else if (name === path)
      facts.push(...(isOperators(condition) ? [...condition] : [["$eq", condition] as [string, Value]]));
  }
  return facts;
}

/** Does a condition of the query make a condition of the index true? When in doubt, no. */
function implies([fact, value]: [string, Value], operator: string, operand: Value): boolean {
  if (fact === "$in")
    return (
      Array.isArray(value) &&
      value.length > 0 &&
      value.every((member) => implies(["$eq", member], operator, operand))
    );
  if (value instanceof BSONRegExp) return false;
  const isEquality = fact === "$eq";
  const isRange = fact === "$gt" || fact === "$gte" || fact === "$lt" || fact === "$lte";
  switch (operator) {
    case "$eq":
      return isEquality && equals(value, operand);
    case "$exists":
      return (
        (isEquality && !isNothing(value)) ||
        (isRange && !isNothing(value)) ||
        (fact === "$exists" && truthy(value)) ||
        (fact === "$ne" && value === null) ||
        fact === "$type"
      );
    case "$type":
      return (
        (isEquality && !Array.isArray(value) && typeTest(operand)(value)) ||
        (fact === "$type" && equals(value, operand))
      );
    case "$in":
      return isEquality && (operand as Value[]).some((member) => equals(member, value));
    case "$gt":
    case "$gte": {
      if (
        !(isEquality || fact === "$gt" || fact === "$gte") ||
        familyOf(value) !== familyOf(operand) ||
        Array.isArray(value)
      )
        return false;
      const order = compare(value, operand);
      return order > 0 || (order === 0 && (operator === "$gte" || fact === "$gt"));
    }
    case "$lt":
    case "$lte": {
      if (
        !(isEquality || fact === "$lt" || fact === "$lte") ||
        familyOf(value) !== familyOf(operand) ||
        Array.isArray(value)
      )
        return false;
      const order = compare(value, operand);
      return order < 0 || (order === 0 && (operator === "$lte" || fact === "$lt"));
    }
    default:
      return false;
  }
}

function isNothing(value: Value): boolean {
  return value === undefined || value === null || typeof value === "symbol";
}

function truthy(value: Value): boolean {
  return value === true || (isNumber(value) && toNumber(value) !== 0);
}
