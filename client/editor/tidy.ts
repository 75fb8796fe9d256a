import { Fragment, type Mark, type Node, Slice } from "@tiptap/pm/model";
import { cleanText } from "#shared/richText/attributes";
import type { MarkName, NodeName } from "#shared/richText/document";
import { markRules, type NodeRule, nodeRules } from "#shared/richText/grammar";

/** Brings what is pasted to what a text may hold: attributes that are wrong go, and what cannot be without them. */
export function tidySlice(slice: Slice): Slice {
  return new Slice(tidyFragment(slice.content), slice.openStart, slice.openEnd);
}

function tidyFragment(fragment: Fragment): Fragment {
  const kept: Node[] = [];
  fragment.forEach((node) => {
    const tidied = tidyNode(node);
    if (tidied) kept.push(tidied);
  });
  return Fragment.fromArray(kept);
}

function tidyNode(node: Node): Node | null {
  const marks = node.marks.filter(isWhole);
  if (node.isText) {
    const text = cleanText(node.text ?? "");
    return text === "" ? null : node.type.schema.text(text, marks);
  }
  const attrs = tidyAttributes(node.attrs, nodeRules[node.type.name as NodeName].attrs);
  return attrs && node.type.create(attrs, tidyFragment(node.content), marks);
}

function isWhole(mark: Mark): boolean {
  return tidyAttributes(mark.attrs, markRules[mark.type.name as MarkName]) !== null;
}

/** Null where one is wrong that there must be. */
function tidyAttributes(
  attrs: Record<string, unknown>,
  rules: NodeRule["attrs"],
): Record<string, unknown> | null {
  const tidied: Record<string, unknown> = {};
  for (const [name, rule] of Object.entries(rules)) {
    const value = attrs[name];
    const isRight = value !== null && value !== undefined && rule.takes(toScalar(value));
    if (isRight) tidied[name] = toScalar(value);
    else if (!rule.isOptional) return null;
  }
  return tidied;
}

/** The browser hands over numbers as text. */
function toScalar(value: unknown): string | number | boolean {
  return typeof value === "number" || typeof value === "boolean" ? value : String(value);
}
