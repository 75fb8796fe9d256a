import {
  type AttributeRule,
  codeLanguage,
  flag,
  id,
  line,
  link,
  mentionKind,
  optional,
  whole,
} from "./attributes";
import type { MarkName, NodeName } from "./document";
import { MOST_COLUMNS } from "./tables";

/** What a node is made of and where it may stand. */
export interface NodeRule {
  attrs: Readonly<Record<string, AttributeRule>>;
  /** What it may hold; a leaf holds nothing. */
  holds: readonly NodeName[];
  /** It holds at least one, and the first is one of these. */
  beginsWith?: readonly NodeName[];
  takesMarks?: true;
  /** The text in it takes none. */
  isPlain?: true;
}

const blocks: readonly NodeName[] = [
  "paragraph",
  "heading",
  "bulletList",
  "orderedList",
  "blockquote",
  "codeBlock",
  "horizontalRule",
  "table",
  "image",
  "file",
];
const inline: readonly NodeName[] = ["text", "hardBreak", "mention"];
const cells: readonly NodeName[] = ["tableHeader", "tableCell"];

/** As far as a cell can reach down. */
const MOST_ROWS = 1_000;

const spans = { colspan: optional(whole(1, MOST_COLUMNS)), rowspan: optional(whole(1, MOST_ROWS)) };
const container = { holds: blocks, beginsWith: blocks };

/** Every node there is. The editor's schema says the same, and a test compares the two. */
export const nodeRules: Readonly<Record<NodeName, NodeRule>> = {
  doc: { attrs: {}, ...container },
  paragraph: { attrs: {}, holds: inline },
  /** The first level belongs to the page. */
  heading: { attrs: { level: whole(2, 4) }, holds: inline },
  bulletList: { attrs: {}, holds: ["listItem"], beginsWith: ["listItem"] },
  orderedList: {
    attrs: { start: optional(whole(0, 999_999)) },
    holds: ["listItem"],
    beginsWith: ["listItem"],
  },
  listItem: { attrs: {}, holds: blocks, beginsWith: ["paragraph"] },
  /** `replyId` says which reply is quoted, `author` whose words they are. */
  blockquote: { attrs: { replyId: optional(id), author: optional(line(1, 120)) }, ...container },
  codeBlock: { attrs: { language: optional(codeLanguage) }, holds: ["text"], isPlain: true },
  horizontalRule: { attrs: {}, holds: [] },
  table: { attrs: {}, holds: ["tableRow"], beginsWith: ["tableRow"] },
  tableRow: { attrs: {}, holds: cells },
  tableHeader: { attrs: spans, ...container },
  tableCell: { attrs: spans, ...container },
  /** One of our own uploads. `alt` is empty only where `isDecorative`; the size is told so that nothing jumps. */
  image: {
    attrs: {
      fileId: id,
      alt: line(0, 500),
      isDecorative: optional(flag),
      width: optional(whole(1, 20_000)),
      height: optional(whole(1, 20_000)),
    },
    holds: [],
  },
  file: { attrs: { fileId: id, name: line(1, 200) }, holds: [] },
  hardBreak: { attrs: {}, holds: [], takesMarks: true },
  mention: { attrs: { kind: mentionKind, id, label: line(1, 200) }, holds: [], takesMarks: true },
  text: { attrs: {}, holds: [], takesMarks: true },
};

/** Every mark there is, with its attributes. */
export const markRules: Readonly<Record<MarkName, NodeRule["attrs"]>> = {
  bold: {},
  italic: {},
  strike: {},
  code: {},
  link: { href: link },
};
