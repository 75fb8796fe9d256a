// @vitest-environment happy-dom
import { getSchema } from "@tiptap/core";
import { Node } from "@tiptap/pm/model";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { checkRichText } from "#shared/richText/check";
import type { RichTextDocument, RichTextNode } from "#shared/richText/document";
import { markRules, nodeRules } from "#shared/richText/grammar";
import { documents } from "#shared/richText/testing";
import { makeExtensions } from "./extensions";

const schema = getSchema(makeExtensions());

test("the editor knows the nodes and marks of the grammar, with the same attributes, and no others", () => {
  const attributesOf = (types: Record<string, { spec: { attrs?: object } }>) =>
    Object.fromEntries(
      Object.entries(types).map(([name, { spec }]) => [name, Object.keys(spec.attrs ?? {}).sort()]),
    );
  const attrsOf = (rules: Record<string, { attrs: object }>) =>
    Object.fromEntries(Object.entries(rules).map(([name, { attrs }]) => [name, Object.keys(attrs).sort()]));
  expect(attributesOf(schema.nodes)).toEqual(attrsOf(nodeRules));
  expect(attributesOf(schema.marks)).toEqual(
    attrsOf(Object.fromEntries(Object.entries(markRules).map(([name, attrs]) => [name, { attrs }]))),
  );
});

test("every document that passes the check opens in the editor and comes out the same", () => {
  fc.assert(
    fc.property(documents(), (document) => {
      const node = Node.fromJSON(schema, document);
      node.check();
      const { document: kept, refusal } = checkRichText(node.toJSON());
      expect(refusal).toBeUndefined();
      expect(outright(kept!)).toEqual(outright(document));
    }),
    { numRuns: 200 },
  );
});

/** The same document with what the editor always says left out, and neighbouring words of one kind joined. */
function outright(node: RichTextDocument | RichTextNode): unknown {
  const { content, attrs, marks, ...rest } = node;
  const said = Object.entries(attrs ?? {}).filter(([name, value]) => !(DEFAULTS[name] === value));
  return {
    ...rest,
    attrs: Object.fromEntries(said.sort()),
    marks: (marks ?? []).map(({ type }) => type).sort(),
    content: join(content ?? []).map(outright),
  };
}

const DEFAULTS: Record<string, unknown> = { colspan: 1, rowspan: 1, start: 1 };

function join(nodes: readonly RichTextNode[]): RichTextNode[] {
  const joined: RichTextNode[] = [];
  const marksOf = (node: RichTextNode) =>
    JSON.stringify((node.marks ?? []).map((mark) => JSON.stringify(mark)).sort());
  for (const node of nodes) {
    const last = joined.at(-1);
    if (node.type === "text" && last?.type === "text" && marksOf(last) === marksOf(node))
      joined[joined.length - 1] = { ...last, text: `${last.text}${node.text}` };
    else joined.push(node);
  }
  return joined;
}
