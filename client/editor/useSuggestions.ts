import type { Editor } from "@tiptap/core";
import { useEffect, useRef, useState } from "react";
import { type MessageKey, useWords } from "../language/useWords";
import type { WriterProps } from "./editorProps";
import { type Suggestion, suggest } from "./suggest";
import { findTrigger, type Trigger } from "./triggers";

export interface Suggestions {
  trigger: Trigger;
  items: readonly Suggestion[];
  /** The place of the one that Enter takes. */
  active: number;
}

/** Waits for a pause in typing before it asks for people. */
const PAUSE = 120;

/** Watches what is typed and offers to finish it. Gives the open list, and what takes the keys that it needs. */
export function useSuggestions(editor: Editor | null, findMentions: WriterProps["findMentions"]) {
  const words = useWords();
  const [open, setOpen] = useState<Suggestions | null>(null);
  const latest = useRef({ open, words, findMentions });
  latest.current = { open, words, findMentions };
  /** Where a list was closed by Escape it does not open again. */
  const dismissed = useRef<number | null>(null);

  useEffect(() => {
    if (!editor) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let asked: Trigger | null = null;
    const look = () => {
      const trigger = editor.isFocused && editor.isEditable ? findTrigger(editor.state) : null;
      const isUseless = trigger?.kind === "mention" && !latest.current.findMentions;
      if (trigger?.from !== dismissed.current) dismissed.current = null;
      clearTimeout(timer);
      asked = isUseless || (trigger && dismissed.current === trigger.from) ? null : trigger;
      if (asked === null) return setOpen(null);
      timer = setTimeout(() => void find(asked!), asked.kind === "block" ? 0 : PAUSE);
    };
    const find = async (trigger: Trigger) => {
      const sources = {
        words: latest.current.words as (key: MessageKey) => string,
        findMentions: latest.current.findMentions,
      };
      // Where they cannot be had one goes on typing: the words stay as they are.
      const items = await suggest(trigger, sources).catch(() => []);
      if (asked === trigger) setOpen(items.length > 0 ? { trigger, items, active: 0 } : null);
    };
    const close = () => {
      asked = null;
      clearTimeout(timer);
      setOpen(null);
    };
    editor.on("transaction", look);
    editor.on("blur", close);
    return () => {
      clearTimeout(timer);
      editor.off("transaction", look);
      editor.off("blur", close);
    };
  }, [editor]);

  const choose = (item: Suggestion) => {
    if (editor && open) item.apply(editor, findTrigger(editor.state) ?? open.trigger);
    setOpen(null);
  };
  const takeKey = ({ key }: KeyboardEvent): boolean => {
    const { open: now } = latest.current;
    if (!now || !editor) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[key];
    if (step) setOpen({ ...now, active: (now.active + step + now.items.length) % now.items.length });
    else if (key === "Enter" || key === "Tab") choose(now.items[now.active]!);
    else if (key === "Escape") {
      dismissed.current = now.trigger.from;
      setOpen(null);
    } else return false;
    return true;
  };
  return { open, choose, takeKey };
}
