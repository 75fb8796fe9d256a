/** What people write, as the JSON of ProseMirror: a tree of nodes, of which only the known ones exist. */
export interface RichTextDocument extends RichTextNode {
  type: "doc";
  content: RichTextNode[];
}

export interface RichTextNode {
  type: NodeName;
  attrs?: Readonly<Record<string, AttributeValue>>;
  content?: RichTextNode[];
  marks?: RichTextMark[];
  /** Of a `text` alone, and never empty there. */
  text?: string;
}

export interface RichTextMark {
  type: MarkName;
  attrs?: Readonly<Record<string, AttributeValue>>;
}

export type AttributeValue = string | number | boolean;

export type NodeName =
  | "doc"
  | "paragraph"
  | "heading"
  | "bulletList"
  | "orderedList"
  | "listItem"
  | "blockquote"
  | "codeBlock"
  | "horizontalRule"
  | "table"
  | "tableRow"
  | "tableHeader"
  | "tableCell"
  | "image"
  | "file"
  | "hardBreak"
  | "mention"
  | "text";

export type MarkName = "bold" | "italic" | "strike" | "code" | "link";

export const mentionKinds = ["person", "group", "thread"] as const;
export type MentionKind = (typeof mentionKinds)[number];

/** How much one text may hold. Measured before anything in it is looked at. */
export const LIMITS = {
  /** Of the document as JSON in UTF-8. */
  bytes: 64_000,
  /** Nodes within nodes, the document itself counted. */
  depth: 32,
  nodes: 2_000,
} as const;
