import { refuse } from "./errors";
import { compileExpression, type Expression, truth, type Variables } from "./expressions";
import { compileFilter, matchPositionOf } from "./match";
import { refuseScoreIn } from "./metaScore";
import { type Doc, isNumber, toNumber, type Value } from "./values";

export type Projection = (doc: Doc) => Doc;

interface Node {
  children: Map<string, Node>;
  keep?: boolean;
  expression?: Expression;
  slice?: [number, number | undefined];
  elemMatch?: (value: Value) => boolean;
  positional?: boolean;
  isMeta?: boolean;
}

/**
 * Turns a projection into a function. `filter` is the query's, for the positional operator; in an aggregation
 * (`isStage`) strings are references and `$slice` and `$elemMatch` are not projection operators.
 */
export function compileProjection(
  projection: Doc,
  options: { isStage?: boolean; filter?: Doc; variables?: Variables; hasScore?: boolean } = {},
): Projection {
  if (!options.isStage && !options.hasScore) refuseScoreIn(projection);
  const variables = options.variables ?? new Map();
  const root: Node = { children: new Map() };
  let mode: "include" | "exclude" | undefined;
  let keepId: boolean | undefined;
  const decide = (include: boolean, path: string) => {
    const wanted = include ? "include" : "exclude";
    if (mode && mode !== wanted)
      refuse(
        mode === "include" ? 31254 : 31253,
        `Cannot do ${include ? "inclusion" : "exclusion"} on field ${path} in ${mode === "include" ? "inclusion" : "exclusion"} projection`,
      );
    mode = wanted;
  };
  const visit = (path: string, value: Value) => {
    if (path === "_id" && (typeof value === "boolean" || (value !== undefined && isNumber(value)))) {
      keepId = truth(value);
      return;
    }
    if (path.endsWith(".$")) {
      decide(true, path);
      place(root, path.slice(0, -2)).positional = true;
      return;
    }
    if (path.startsWith("$"))
      refuse(16410, `FieldPath field names may not start with '$'. Consider using $getField or $setField.`);
    if (typeof value === "boolean" || (value !== undefined && isNumber(value))) {
      decide(truth(value), path);
      place(root, path).keep = truth(value);
      return;
    }
    if (value instanceof Map && value.size > 0 && !value.keys().next().value!.startsWith("$")) {
      for (const [name, inner] of value) visit(`${path}.${name}`, inner);
      return;
    }
    if (!options.isStage && value instanceof Map && value.has("$slice") && isFindSlice(value.get("$slice"))) {
      place(root, path).slice = sliceOf(value.get("$slice"));
      return;
    }
    if (!options.isStage && value instanceof Map && value.has("$elemMatch")) {
      decide(true, path);
      const matcher = compileFilter(new Map([["v", value]]));
      place(root, path).elemMatch = (element) => matcher(new Map([["v", [element]]]));
      return;
    }
    // What a search says of a document may stand beside what is kept and beside what is left out.
    const isMeta = value instanceof Map && value.has("$meta");
    if (path !== "_id" && !isMeta) decide(true, path);
    const node = place(root, path);
    node.expression = compileExpression(value);
    node.isMeta = isMeta;
    if (path === "_id") keepId = true;
  };
  for (const [path, value] of projection) visit(path, value);
  mode ??= leavesOut(root, keepId, options.isStage === true) ? "exclude" : "include";
  const including = mode === "include";
  const idNode = root.children.get("_id");
  if (!idNode && keepId !== undefined && keepId === including)
    root.children.set("_id", { children: new Map(), keep: including });
  if (!idNode && including && keepId === undefined)
    root.children.set("_id", { children: new Map(), keep: true });
  if (!including && keepId === false) root.children.set("_id", { children: new Map(), keep: false });
  const position = options.filter && matchPositionOf(options.filter);
  return (doc) => apply(root, doc, doc, including, variables, position);
}

/** What a projection means that neither keeps nor leaves out a field by name, save perhaps `_id`. */
function leavesOut(root: Node, keepId: boolean | undefined, isStage: boolean): boolean {
  const nodes = [...root.children.values()];
  if (nodes.length === 0) return keepId === false;
  if (isStage) return false;
  const isBeside = nodes.every((node) => node.slice || node.isMeta);
  return keepId === false || (isBeside && !(keepId && nodes.every((node) => node.isMeta)));
}

function isFindSlice(value: Value): boolean {
  return (
    isNumber(value) || (Array.isArray(value) && value.length === 2 && value.every((part) => isNumber(part)))
  );
}

function sliceOf(value: Value): [number, number | undefined] {
  if (Array.isArray(value)) {
    const [skip, count] = value.map((part) => toNumber(part as number));
    if (count! <= 0) refuse(28724, "$slice limit must be positive");
    return [skip!, count];
  }
  return [toNumber(value as number), undefined];
}

function place(root: Node, path: string): Node {
  let node = root;
  for (const part of path.split(".")) {
    if (part === "") refuse(40353, "FieldPath must not contain empty parts.");
    if (node.keep !== undefined || node.expression) refuse(31249, `Path collision at ${path}`);
    let child = node.children.get(part);
    if (!child) {
      child = { children: new Map() };
      node.children.set(part, child);
    }
    node = child;
  }
  if (node.keep !== undefined || node.expression || node.children.size > 0)
    refuse(31250, `Path collision at ${path}`);
  return node;
}

function apply(
  node: Node,
  doc: Doc,
  root: Doc,
  including: boolean,
  variables: Variables,
  position: ((doc: Doc) => number | undefined) | undefined,
): Doc {
  const result: Doc = new Map();
  for (const [name, value] of doc) {
    const child = node.children.get(name);
    if (!child) {
      if (!including) result.set(name, value);
      continue;
    }
    if (child.expression) {
      // An expression keeps the place of the field it replaces.
      const fresh = child.expression(root, variables);
      if (fresh !== undefined) result.set(name, fresh);
      continue;
    }
    const kept = projectValue(child, value, root, including, variables, position);
    if (kept !== undefined) result.set(name, kept);
  }
  for (const [name, child] of node.children) {
    if (doc.has(name)) continue;
    if (child.expression) {
      const value = child.expression(root, variables);
      if (value !== undefined) result.set(name, value);
    } else if (hasExpression(child)) {
      result.set(name, apply(child, new Map(), root, including, variables, position));
    }
  }
  return result;
}

function projectValue(
  node: Node,
  value: Value,
  root: Doc,
  including: boolean,
  variables: Variables,
  position: ((doc: Doc) => number | undefined) | undefined,
): Value {
  if (node.slice) return Array.isArray(value) ? cut(value, node.slice) : value;
  if (node.elemMatch) {
    if (!Array.isArray(value)) return undefined;
    const found = value.find(node.elemMatch);
    return found === undefined ? undefined : [found];
  }
  if (node.positional) {
    if (!Array.isArray(value)) return value;
    const at = position?.(root);
    if (at === undefined)
      refuse(
        51246,
        "Executor error during find command :: caused by :: positional operator '.$' couldn't find a matching element in the array",
      );
    return value.length > at ? [value[at]] : [];
  }
  if (node.children.size === 0) return (node.keep ?? including) ? value : undefined;
  if (value instanceof Map) return apply(node, value, root, including, variables, position);
  if (Array.isArray(value)) {
    const elements: Value[] = [];
    for (const element of value) {
      const kept = projectValue(node, element, root, including, variables, position);
      if (kept !== undefined) elements.push(kept);
    }
    return elements;
  }
  if (hasExpression(node)) return apply(node, new Map(), root, including, variables, position);
  return including ? undefined : value;
}

function hasExpression(node: Node): boolean {
  return [...node.children.values()].some((child) => child.expression || hasExpression(child));
}

function cut(values: Value[], [first, count]: [number, number | undefined]): Value[] {
  if (count === undefined) return first < 0 ? values.slice(first) : values.slice(0, first);
  const start = first < 0 ? Math.max(0, values.length + first) : first;
  return values.slice(start, start + count);
}
