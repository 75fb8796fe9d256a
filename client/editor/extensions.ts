import { type AnyExtension, Extension, textblockTypeInputRule } from "@tiptap/core";
import { OrderedList } from "@tiptap/extension-list";
import { Table, TableCell, TableHeader, TableRow } from "@tiptap/extension-table";
import { Placeholder } from "@tiptap/extensions";
import { StarterKit } from "@tiptap/starter-kit";
import { Code } from "./code";
import { WrittenLink } from "./links";
import { Enclosure, Mentioned, Picture, Quotation } from "./nodes";

const LEVELS = [2, 3, 4] as const;

/** No widths and alignments: they would be styles, which the page's policy refuses. */
const spans = () => ({ colspan: { default: 1 }, rowspan: { default: 1 } });

/** Tab goes from cell to cell and leads out of the last one: nobody is kept inside. */
const PlainTable = Table.extend({
  renderHTML: () => ["div", { class: "tableWrapper" }, ["table", ["tbody", 0]]],
  addNodeView: () => null,
  addKeyboardShortcuts() {
    const { editor } = this;
    return {
      ...this.parent?.(),
      Tab: () => editor.commands.goToNextCell(),
      "Shift-Tab": () => editor.commands.goToPreviousCell(),
    };
  },
}).configure({ resizable: false });

/** One `#` begins the highest heading that a text can have: the level above is the page's. */
const FirstHeading = Extension.create({
  name: "firstHeading",
  addInputRules() {
    const type = this.editor.schema.nodes.heading!;
    return [textblockTypeInputRule({ find: /^#\s$/, type, getAttributes: { level: 2 } })];
  },
});

/** For every editor: styles come from our own sheets, and Markdown that is pasted is read as a whole (see `markdown.ts`). */
export const editorOptions = { injectCSS: false, enablePasteRules: false } as const;

/** What can stand in a text, as the shared grammar has it, and how it is typed. */
export function makeExtensions(placeholder: () => string = () => ""): AnyExtension[] {
  return [
    StarterKit.configure({
      heading: { levels: [...LEVELS] },
      blockquote: false,
      code: false,
      orderedList: false,
      link: false,
      underline: false,
      dropcursor: { color: false, class: "dropcursor" },
    }),
    OrderedList.extend({
      addAttributes: () => ({
        start: {
          default: 1,
          parseHTML: (element: HTMLElement) => Number(element.getAttribute("start") ?? 1),
        },
      }),
    }),
    Quotation,
    Code,
    WrittenLink,
    Mentioned,
    Picture,
    Enclosure,
    PlainTable,
    TableRow,
    TableHeader.extend({ addAttributes: spans }),
    TableCell.extend({ addAttributes: spans }),
    FirstHeading,
    Placeholder.configure({ placeholder, showOnlyWhenEditable: false }),
  ];
}
