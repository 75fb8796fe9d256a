import type { Editor } from "@tiptap/core";
import { useCallback, useEffect, useRef, useState } from "react";
import { type MessageKey, useWords } from "../language/useWords";
import type { WriterProps } from "./editorProps";
import { type Suggestion, suggest, suggestBlocks } from "./suggest";
import { findTrigger, type Trigger } from "./triggers";

export interface Suggestions {
  trigger: Trigger;
  items: readonly Suggestion[];
  /** The place of the one that Enter takes. */
  active: number;
}

/** Waits for a pause in typing before it asks for people. */
const PAUSE = 120;

/**
 * Watches what is typed and offers to finish it. Gives the open list, and what takes the keys that it needs. Keys come faster
 * than pictures: Enter takes from the list of this moment, drawn or not.
 */
export function useSuggestions(editor: Editor | null, findMentions: WriterProps["findMentions"]) {
  const words = useWords();
  const [open, draw] = useState<Suggestions | null>(null);
  const now = useRef(open);
  const latest = useRef({ words, findMentions });
  latest.current = { words, findMentions };
  /** Where a list was closed by Escape it does not open again. */
  const dismissed = useRef<number | null>(null);
  const show = useCallback((next: Suggestions | null) => {
    now.current = next;
    draw(next);
  }, []);

  useEffect(() => {
    if (!editor) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let asked: Trigger | null = null;
    const offer = (trigger: Trigger, items: readonly Suggestion[]) => {
      if (asked === trigger) show(items.length > 0 ? { trigger, items, active: 0 } : null);
    };
    const look = () => {
      const trigger = editor.isFocused && editor.isEditable ? findTrigger(editor.state) : null;
      const isUseless = trigger?.kind === "mention" && !latest.current.findMentions;
      if (trigger?.from !== dismissed.current) dismissed.current = null;
      clearTimeout(timer);
      asked = isUseless || (trigger && dismissed.current === trigger.from) ? null : trigger;
      if (asked === null) return show(null);
      if (asked.kind === "block")
        return offer(asked, suggestBlocks(asked.query, latest.current.words as (key: MessageKey) => string));
      timer = setTimeout(() => void find(asked!), PAUSE);
    };
    // Where they cannot be had one goes on typing: the words stay as they are.
    const find = async (trigger: Trigger) =>
      offer(trigger, await suggest(trigger, latest.current.findMentions).catch(() => []));
    const close = () => {
      asked = null;
      clearTimeout(timer);
      show(null);
    };
    editor.on("transaction", look);
    editor.on("blur", close);
    return () => {
      clearTimeout(timer);
      editor.off("transaction", look);
      editor.off("blur", close);
    };
  }, [editor, show]);

  const choose = (item: Suggestion) => {
    if (editor && now.current) item.apply(editor, findTrigger(editor.state) ?? now.current.trigger);
    show(null);
  };
  const takeKey = ({ key }: KeyboardEvent): boolean => {
    const list = now.current;
    if (!list || !editor) return false;
    const { items, active } = list;
    const step = { ArrowDown: 1, ArrowUp: -1 }[key];
    if (step) show({ ...list, active: (active + step + items.length) % items.length });
    else if (key === "Enter" || key === "Tab") choose(items[active]!);
    else if (key === "Escape") {
      dismissed.current = list.trigger.from;
      show(null);
    } else return false;
    return true;
  };
  return { open, choose, takeKey };
}
