import { Mark, markInputRule } from "@tiptap/core";

/** Words as a machine reads them. Other marks may stand on them too: a name in code is often a link. */
export const Code = Mark.create({
  name: "code",
  excludes: "",
  code: true,
  exitable: true,
  parseHTML: () => [{ tag: "code" }],
  renderHTML: ({ HTMLAttributes }) => ["code", HTMLAttributes, 0],
  markdownTokenName: "codespan",
  parseMarkdown: ({ text = "" }, { applyMark, createTextNode }) => applyMark("code", [createTextNode(text)]),
  addKeyboardShortcuts() {
    return { "Mod-e": () => this.editor.commands.toggleMark(this.name) };
  },
  addInputRules() {
    return [markInputRule({ find: /(?:^|[^`])(`([^`]+)`)$/, type: this.type })];
  },
});
