import { type AttributeRule, isText } from "./attributes";
import type { AttributeValue, MarkName, NodeName, RichTextMark, RichTextNode } from "./document";
import { markRules, type NodeRule, nodeRules } from "./grammar";
import { asObject, joinPath, nameOf, Refused, refuse, refuseStructure } from "./refusals";

/** A node without its content: of a known type, with known fields, attributes, marks and words. */
export function keepNode(given: Record<string, unknown>, path: string): RichTextNode {
  const { type } = given;
  if (!isKnown(type, nodeRules)) throw refuseStructure("unknownNode", nameOf(type), path);
  assertFields(
    given,
    type === "text" ? ["type", "marks", "text"] : ["type", "attrs", "marks", "content"],
    path,
  );

  const node: RichTextNode = { type };
  const rule = nodeRules[type];
  const attrs = keepAttributes(given.attrs, rule.attrs, joinPath(path, "attrs"));
  const marks = keepMarks(given.marks, joinPath(path, "marks"));
  if (marks.length > 0 && !rule.takesMarks) throw refuseStructure("misplaced", `marks on ${type}`, path);
  if (attrs) node.attrs = attrs;
  if (marks.length > 0) node.marks = marks;
  if (type === "text") node.text = keepText(given.text, joinPath(path, "text"));
  if (type === "image") assertDescribed(node, path);
  return node;
}

function keepText(text: unknown, path: string): string {
  if (!isText(text))
    throw refuseStructure("wrongText", typeof text === "string" ? "characters" : nameOf(text), path);
  return text;
}

/** A picture says in words what it shows, or says that it shows nothing. */
function assertDescribed({ attrs }: RichTextNode, path: string): void {
  const isDescribed = String(attrs?.alt).trim() !== "";
  if (isDescribed === (attrs?.isDecorative === true)) throw new Refused(refuse("altMissing", path));
}

function keepMarks(given: unknown, path: string): RichTextMark[] {
  if (given === undefined || given === null) return [];
  if (!Array.isArray(given)) throw refuseStructure("wrongField", nameOf(given), path);
  const seen = new Set<MarkName>();
  return given.map((item: unknown, place) => {
    const at = joinPath(path, place);
    const mark = asObject(item, at);
    const { type } = mark;
    if (!isKnown(type, markRules)) throw refuseStructure("unknownMark", nameOf(type), at);
    if (seen.has(type)) throw refuseStructure("misplaced", `${type} twice`, at);
    seen.add(type);
    assertFields(mark, ["type", "attrs"], at);
    const attrs = keepAttributes(mark.attrs, markRules[type], joinPath(at, "attrs"));
    return attrs ? { type, attrs } : { type };
  });
}

/** The known attributes. One that is null counts as left out, as ProseMirror writes it. */
function keepAttributes(value: unknown, rules: NodeRule["attrs"], path: string) {
  const given = value === undefined || value === null ? {} : asObject(value, path);
  for (const name of Object.keys(given))
    if (!Object.hasOwn(rules, name)) throw refuseStructure("unknownAttribute", name, joinPath(path, name));
  const kept: Record<string, AttributeValue> = {};
  for (const [name, rule] of Object.entries(rules)) {
    const held = given[name] ?? undefined;
    if (held === undefined && rule.isOptional) continue;
    if (!isTaken(rule, held)) throw wrongAttribute(name, joinPath(path, name));
    kept[name] = held;
  }
  return Object.keys(kept).length > 0 ? kept : undefined;
}

function isTaken(rule: AttributeRule, value: unknown): value is AttributeValue {
  return ["string", "number", "boolean"].includes(typeof value) && rule.takes(value as AttributeValue);
}

function wrongAttribute(name: string, path: string): Refused {
  if (name === "href") return new Refused(refuse("linkRefused", path));
  if (name === "alt") return new Refused(refuse("altMissing", path));
  return refuseStructure("wrongAttribute", name, path);
}

function assertFields(given: Record<string, unknown>, known: readonly string[], path: string): void {
  for (const field of Object.keys(given))
    if (!known.includes(field) && given[field] !== undefined)
      throw refuseStructure("unknownField", field, joinPath(path, field));
}

/** Only what the table itself names: `constructor` is no node. */
function isKnown<Name extends NodeName | MarkName>(
  name: unknown,
  rules: Readonly<Record<Name, unknown>>,
): name is Name {
  return typeof name === "string" && Object.hasOwn(rules, name);
}
