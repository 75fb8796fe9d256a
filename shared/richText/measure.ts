import { LIMITS } from "./document";
import { type RichTextRefusal, refuse } from "./refusals";

/** How much of the limits something takes. */
export interface Measures {
  bytes: number;
  depth: number;
  nodes: number;
}

interface Step {
  value: unknown;
  /** A node, the `content` of one, or anything else. */
  kind: "node" | "content" | "other";
  /** Nodes above it, and itself where it is one. */
  depth: number;
  /** Arrays and objects of any kind around it. */
  nesting: number;
}

/** A node stands in an array of its parent, and its marks and attributes go a little further in. */
const DEEPEST = 2 * LIMITS.depth + 4;

/**
 * Measures any JSON without recursion and stops at the first limit that it passes, so that nothing hostile costs more
 * than the largest honest text.
 */
export function measure(value: unknown): { measures: Measures } | { refusal: RichTextRefusal } {
  const measures: Measures = { bytes: 0, depth: 0, nodes: 0 };
  const pile: Step[] = [{ value, kind: "node", depth: 1, nesting: 1 }];
  let letters = 0;
  for (let step = pile.pop(); step !== undefined; step = pile.pop()) {
    if (step.kind === "node") {
      measures.nodes += 1;
      measures.depth = Math.max(measures.depth, step.depth);
    }
    if (measures.nodes > LIMITS.nodes) return { refusal: refuse("tooManyNodes") };
    if (measures.depth > LIMITS.depth || step.nesting > DEEPEST) return { refusal: refuse("tooDeep") };
    letters += 1 + lettersOf(step.value);
    // There are at least as many bytes as letters: what is surely too long is not written out to be measured.
    if (letters > LIMITS.bytes) return { refusal: refuse("tooLarge") };
    openUp(step, pile);
  }
  // So little and so shallow a value can be written out.
  measures.bytes = new TextEncoder().encode(JSON.stringify(value) ?? "").length;
  return measures.bytes > LIMITS.bytes ? { refusal: refuse("tooLarge") } : { measures };
}

function lettersOf(value: unknown): number {
  return typeof value === "string" || Array.isArray(value) ? value.length : 0;
}

/** Puts what an array or object holds on the pile. */
function openUp({ value, kind, depth, nesting }: Step, pile: Step[]): void {
  if (typeof value !== "object" || value === null) return;
  const inside = nesting + 1;
  if (Array.isArray(value)) {
    const [itemKind, itemDepth] =
      kind === "content" ? (["node", depth + 1] as const) : (["other", depth] as const);
    for (const item of value) pile.push({ value: item, kind: itemKind, depth: itemDepth, nesting: inside });
    return;
  }
  for (const [name, held] of Object.entries(value)) {
    if (held === undefined) continue;
    const isContent = kind === "node" && name === "content";
    pile.push({ value: held, kind: isContent ? "content" : "other", depth, nesting: inside });
  }
}
