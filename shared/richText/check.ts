import type { RichTextDocument, RichTextNode } from "./document";
import { nodeRules } from "./grammar";
import { keepNode } from "./keep";
import { measure } from "./measure";
import {
  asObject,
  joinPath,
  nameOf,
  Refused,
  type RichTextRefusal,
  refuse,
  refuseStructure,
} from "./refusals";
import { isNarrowEnough } from "./tables";

export type Checked =
  | { ok: true; document: RichTextDocument; refusal?: undefined }
  | { ok: false; document?: undefined; refusal: RichTextRefusal };

/**
 * Tells whether that is a document that people may write, and gives it back rebuilt: with nothing in it but what is
 * known. Anything may be handed in. It is measured first, and neither part of the check recurses.
 */
export function checkRichText(value: unknown): Checked {
  try {
    const measured = measure(value);
    if ("refusal" in measured) return { ok: false, refusal: measured.refusal };
    return { ok: true, document: rebuild(value) };
  } catch (error) {
    if (error instanceof Refused) return { ok: false, refusal: error.refusal };
    throw error;
  }
}

interface Step {
  given: Record<string, unknown>;
  /** The node as it is kept, so far without its content. */
  node: RichTextNode;
  path: string;
}

function rebuild(value: unknown): RichTextDocument {
  const given = asObject(value, "");
  if (given.type !== "doc") throw refuseStructure("notADocument", nameOf(given.type), "");
  const document = keepNode(given, "") as RichTextDocument;
  const pile: Step[] = [{ given, node: document, path: "" }];
  const tables: Step[] = [];
  for (let step = pile.pop(); step !== undefined; step = pile.pop()) {
    pile.push(...keepContent(step));
    if (step.node.type === "table") tables.push(step);
  }
  for (const { node, path } of tables)
    if (!isNarrowEnough(node.content ?? [])) throw new Refused(refuse("tooWide", path));
  return document;
}

/** Keeps what stands in a node, by the rule of that node; what stands in those again is left for later. */
function keepContent({ given, node, path }: Step): Step[] {
  const { content } = given;
  const inPath = joinPath(path, "content");
  if (content !== undefined && !Array.isArray(content))
    throw refuseStructure("wrongField", nameOf(content), inPath);
  const steps = (content ?? []).map((item: unknown, place): Step => {
    const itemPath = joinPath(inPath, place);
    const child = asObject(item, itemPath);
    return { given: child, node: keepNode(child, itemPath), path: itemPath };
  });
  const kept = steps.map((step) => step.node);
  assertPlaced(node, kept, inPath);
  if (kept.length > 0) node.content = kept;
  return steps;
}

function assertPlaced({ type }: RichTextNode, kept: readonly RichTextNode[], path: string): void {
  const { holds, beginsWith, isPlain } = nodeRules[type];
  kept.forEach((child, place) => {
    const allowed = place === 0 ? (beginsWith ?? holds) : holds;
    if (!allowed.includes(child.type))
      throw refuseStructure("misplaced", `${child.type} in ${type}`, joinPath(path, place));
    if (isPlain && child.marks) throw refuseStructure("misplaced", `marks in ${type}`, joinPath(path, place));
  });
  if (beginsWith !== undefined && kept.length === 0)
    throw refuseStructure("misplaced", `nothing in ${type}`, path);
}
