import type { Editor } from "@tiptap/core";
import { useEffect, useRef, useState } from "react";
import { type Checked, checkRichText } from "#shared/richText/check";
import { LIMITS, type RichTextDocument, type RichTextNode } from "#shared/richText/document";
import { measure } from "#shared/richText/measure";
import type { RichTextRefusal } from "#shared/richText/refusals";
import type { WriterProps } from "./editorProps";

export const EMPTY: RichTextDocument = { type: "doc", content: [{ type: "paragraph" }] };

/** What is written this moment, without the empty paragraph that the editor keeps at the end, or why it is refused. */
export function checkWritten(editor: Editor): Checked {
  const { content = [] } = editor.getJSON() as { content?: RichTextNode[] };
  let end = content.length;
  while (end > 1 && isBlank(content[end - 1]!)) end -= 1;
  return checkRichText({ type: "doc", content: content.slice(0, end) });
}

function isBlank({ type, content }: RichTextNode): boolean {
  return type === "paragraph" && (content ?? []).length === 0;
}

/** Tells what is written as it changes, and takes what it should be from outside. */
export function useWritten(editor: Editor, props: Pick<WriterProps, "value" | "onChange" | "onRefusal">) {
  const { value } = props;
  const hooks = useRef(props);
  hooks.current = props;
  const told = useRef<RichTextDocument | null>(value);
  const [state, setState] = useState<State>({ refusal: null, share: 0 });

  useEffect(() => {
    const tell = () => {
      const checked = checkWritten(editor);
      setState((former) => {
        const refusal = checked.refusal ?? null;
        return { refusal, share: checked.ok ? shareOf(checked.document) : former.share };
      });
      if (!checked.ok) return hooks.current.onRefusal?.(checked.refusal);
      hooks.current.onRefusal?.(null);
      told.current = checked.document;
      hooks.current.onChange(checked.document);
    };
    editor.on("update", tell);
    return () => void editor.off("update", tell);
  }, [editor]);

  useEffect(() => {
    if (value === told.current || isSame(value ?? EMPTY, told.current ?? EMPTY)) return;
    told.current = value;
    editor.commands.setContent(value ?? EMPTY, { emitUpdate: false });
    setState({ refusal: null, share: shareOf(value ?? EMPTY) });
  }, [editor, value]);

  return state;
}

interface State {
  refusal: RichTextRefusal | null;
  /** How much of the limit that is nearest is taken, from 0 to 1. */
  share: number;
}

function shareOf(document: RichTextDocument): number {
  const measured = measure(document);
  if ("refusal" in measured) return 1;
  const { bytes, nodes } = measured.measures;
  return Math.max(bytes / LIMITS.bytes, nodes / LIMITS.nodes);
}

function isSame(one: RichTextDocument, other: RichTextDocument): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
