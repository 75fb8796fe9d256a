import type { RichTextDocument, RichTextNode } from "./document";

/** Every node of a document in the order of reading, without recursion. */
export function* nodesOf(document: RichTextDocument): Generator<RichTextNode> {
  const pile: RichTextNode[] = [document];
  for (let node = pile.pop(); node !== undefined; node = pile.pop()) {
    yield node;
    for (const child of node.content?.toReversed() ?? []) pile.push(child);
  }
}
