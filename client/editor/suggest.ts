import type { Editor } from "@tiptap/core";
import type { LucideIcon } from "lucide-react";
import type { MessageKey } from "../language/useWords";
import type { WriterProps } from "./editorProps";
import { findEmoji } from "./emoji";
import { firstTools, moreTools } from "./tools";
import type { Trigger } from "./triggers";

/** One line of the list that opens under the caret. */
export interface Suggestion {
  key: string;
  label: string;
  hint?: string | undefined;
  /** Stands before the label. */
  sign?: string;
  icon?: LucideIcon;
  apply: (editor: Editor, trigger: Trigger) => void;
}

/** Finds whom, or which emoji, somebody may mean by what they began to type. */
export async function suggest(
  { kind, query }: Trigger,
  findMentions: WriterProps["findMentions"],
): Promise<Suggestion[]> {
  if (kind === "emoji") return suggestEmoji(query);
  const found = (await findMentions?.(query)) ?? [];
  return found.slice(0, 8).map(({ kind: about, id, label, hint }) => ({
    key: `${about} ${id}`,
    label,
    hint,
    apply: (editor, { from, to }) => {
      const mention = { type: "mention", attrs: { kind: about, id, label } };
      editor
        .chain()
        .focus()
        .insertContentAt({ from, to }, [mention, { type: "text", text: " " }])
        .run();
    },
  }));
}

async function suggestEmoji(query: string): Promise<Suggestion[]> {
  return (await findEmoji(query)).map(({ character, name }) => ({
    key: name,
    label: name,
    sign: character,
    apply: (editor, { from, to }) =>
      editor.chain().focus().insertContentAt({ from, to }, `${character} `).run(),
  }));
}

/** Finds the blocks that somebody may want to begin: at once, since all are known. */
export function suggestBlocks(query: string, words: (key: MessageKey) => string): Suggestion[] {
  const wanted = fold(query);
  return [...moreTools, ...firstTools]
    .filter(({ isBlock, label }) => isBlock && fold(words(label)).includes(wanted))
    .map(({ name, label, icon, run }) => ({
      key: name,
      label: words(label),
      icon,
      apply: (editor, { from, to }) => {
        editor.chain().focus().deleteRange({ from, to }).run();
        run(editor);
      },
    }));
}

/** Without accents and capitals, as people search. */
function fold(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
