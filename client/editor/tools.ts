import type { Editor } from "@tiptap/core";
import {
  AtSign,
  Bold,
  Code,
  Heading2,
  Heading3,
  Italic,
  Link2,
  List,
  ListOrdered,
  type LucideIcon,
  Minus,
  SquareCode,
  Strikethrough,
  Table,
  TextQuote,
} from "lucide-react";
import type { MessageKey } from "../language/useWords";

/** One thing that can be done to what is written. */
export interface Tool {
  name: string;
  label: MessageKey;
  icon: LucideIcon;
  /** As it is written in `aria-keyshortcuts`, with Control for whatever stands in its place. */
  keys?: string;
  run: (editor: Editor) => void;
  /** Whether it holds where the caret is; a deed that does not hold has none. */
  isOn?: (editor: Editor) => boolean;
  /** Also offered by `/` at the beginning of a block. */
  isBlock?: true;
}

function mark(name: string, label: MessageKey, icon: LucideIcon, keys: string): Tool {
  return {
    name,
    label,
    icon,
    keys,
    run: (editor) => editor.chain().focus().toggleMark(name).run(),
    isOn: (editor) => editor.isActive(name),
  };
}

function heading(level: number, label: MessageKey, icon: LucideIcon): Tool {
  return {
    name: `heading${level}`,
    label,
    icon,
    keys: `Control+Alt+${level}`,
    run: (editor) => editor.chain().focus().toggleNode("heading", "paragraph", { level }).run(),
    isOn: (editor) => editor.isActive("heading", { level }),
    isBlock: true,
  };
}

function list(name: "bulletList" | "orderedList", label: MessageKey, icon: LucideIcon, keys: string): Tool {
  return {
    name,
    label,
    icon,
    keys,
    run: (editor) => editor.chain().focus().toggleList(name, "listItem").run(),
    isOn: (editor) => editor.isActive(name),
    isBlock: true,
  };
}

/** What stands in the toolbar at once. */
export const firstTools: readonly Tool[] = [
  mark("bold", "editor.bold", Bold, "Control+B"),
  mark("italic", "editor.italic", Italic, "Control+I"),
  {
    name: "blockquote",
    label: "editor.quote",
    icon: TextQuote,
    keys: "Control+Shift+B",
    run: (editor) => editor.chain().focus().toggleWrap("blockquote").run(),
    isOn: (editor) => editor.isActive("blockquote"),
    isBlock: true,
  },
  list("bulletList", "editor.bullets", List, "Control+Shift+8"),
  list("orderedList", "editor.numbers", ListOrdered, "Control+Shift+7"),
];

export const mentionTool: Tool = {
  name: "mention",
  label: "editor.mention",
  icon: AtSign,
  run: (editor) => {
    const { $from } = editor.state.selection;
    const before = $from.parent.textBetween(0, $from.parentOffset, undefined, "\ufffc").slice(-1);
    editor
      .chain()
      .focus()
      .insertContent(/^\s?$/.test(before) ? "@" : " @")
      .run();
  },
};

export const linkTool = { name: "link", label: "editor.link", icon: Link2, keys: "Control+K" } as const;

/** What the rest of the toolbar holds. */
export const moreTools: readonly Tool[] = [
  heading(2, "editor.heading", Heading2),
  heading(3, "editor.subheading", Heading3),
  mark("strike", "editor.strike", Strikethrough, "Control+Shift+S"),
  mark("code", "editor.code", Code, "Control+E"),
  {
    name: "codeBlock",
    label: "editor.codeBlock",
    icon: SquareCode,
    keys: "Control+Alt+C",
    run: (editor) => editor.chain().focus().toggleNode("codeBlock", "paragraph").run(),
    isOn: (editor) => editor.isActive("codeBlock"),
    isBlock: true,
  },
  {
    name: "table",
    label: "editor.table",
    icon: Table,
    run: (editor) => editor.chain().focus().insertTable({ rows: 3, cols: 3, withHeaderRow: true }).run(),
    isBlock: true,
  },
  {
    name: "rule",
    label: "editor.rule",
    icon: Minus,
    run: (editor) => editor.chain().focus().setHorizontalRule().run(),
    isBlock: true,
  },
];

/** What can be done to the table that the caret is in. */
export const tableTools: readonly Pick<Tool, "name" | "label" | "run">[] = [
  { name: "row", label: "editor.rowBelow", run: (editor) => editor.chain().focus().addRowAfter().run() },
  {
    name: "column",
    label: "editor.columnAfter",
    run: (editor) => editor.chain().focus().addColumnAfter().run(),
  },
  {
    name: "header",
    label: "editor.headerRow",
    run: (editor) => editor.chain().focus().toggleHeaderRow().run(),
  },
  { name: "noRow", label: "editor.deleteRow", run: (editor) => editor.chain().focus().deleteRow().run() },
  {
    name: "noColumn",
    label: "editor.deleteColumn",
    run: (editor) => editor.chain().focus().deleteColumn().run(),
  },
  {
    name: "noTable",
    label: "editor.deleteTable",
    run: (editor) => editor.chain().focus().deleteTable().run(),
  },
];
