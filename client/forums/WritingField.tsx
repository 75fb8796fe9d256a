import { type Ref, useImperativeHandle, useLayoutEffect, useRef } from "react";
import { type Checked, checkRichText } from "#shared/richText/check";
import type { RichTextDocument } from "#shared/richText/document";
import { fromPlainText, isEmptyDocument } from "#shared/richText/plainText";
import type { EditorHandle } from "../editor/editorProps";
import { hasFilesOnTheirWay } from "../files/uploads.queries";
import { useLiveSession } from "../live/session";
import { LightField, useLightText } from "./LightField";
import { findMentions } from "./mentions";
import { useWriter } from "./useWriter";
import styles from "./WritingField.module.css";

export interface WritingHandle {
  /** What is written this moment, or why it cannot be sent; null where nothing is written. */
  read(): Checked | null;
  /** Goes on writing at the end, once what was put there from elsewhere stands there. */
  goOn(): void;
  focus(): void;
}

export interface WritingProps {
  ref?: Ref<WritingHandle>;
  /** Names what is written, for the files that are on their way to it. */
  place: string;
  body: RichTextDocument | null;
  label: string;
  placeholder?: string;
  describedBy?: string;
  isInvalid?: boolean;
  onChange: (body: RichTextDocument | null) => void;
  onBlur?: () => void;
  /** Ctrl+Enter, or Cmd+Enter on a Mac. */
  onSubmit?: () => void;
}

/**
 * Where one writes. The editor weighs as much as the rest of the page: until somebody writes a light field stands in its
 * place, and what was typed there goes on in the editor. Where the editor cannot be had, the light field stays.
 */
export function WritingField(props: WritingProps) {
  const { ref, place, body, label, placeholder, onChange, onBlur, onSubmit } = props;
  const frame = useRef<HTMLDivElement>(null);
  const editor = useRef<EditorHandle>(null);
  const personId = useLiveSession((session) => session.personId) ?? "nobody";
  const { Editor, isAwaited, load } = useWriter(body !== null || hasFilesOnTheirWay(place));
  const isWanted = useRef(false);
  const light = useLightText(body, onChange);

  // In the commit that puts the editor in the field's place, so that no stroke falls between.
  useLayoutEffect(() => {
    if (!Editor || !isWanted.current) return;
    isWanted.current = false;
    goToEnd(frame.current);
  }, [Editor]);

  useImperativeHandle(ref, () => ({
    read: () =>
      readFrom(Editor ? (editor.current?.check() ?? null) : checkRichText(fromPlainText(light.text))),
    focus: () => textboxIn(frame.current)?.focus(),
    goOn: () => {
      isWanted.current = true;
      void load();
      requestAnimationFrame(() => goToEnd(frame.current));
    },
  }));
  const handleFocus = () => {
    if (Editor) return;
    isWanted.current = true;
    void load();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only hears that the field in it has lost the focus.
    <div
      ref={frame}
      className={styles.field}
      onBlur={({ currentTarget, relatedTarget }) => {
        if (currentTarget.contains(relatedTarget)) return;
        isWanted.current = false;
        onBlur?.();
      }}
    >
      {Editor ? (
        <Editor
          personId={personId}
          place={place}
          value={body}
          ending={light.ending}
          label={label}
          placeholder={placeholder}
          onChange={(document) => onChange(isEmptyDocument(document) ? null : document)}
          onSubmit={onSubmit}
          findMentions={findMentions}
          editorRef={editor}
        />
      ) : (
        <LightField {...props} {...light} isAwaited={isAwaited} onFocus={handleFocus} />
      )}
    </div>
  );
}

function readFrom(checked: Checked | null): Checked | null {
  return checked?.ok && isEmptyDocument(checked.document) ? null : checked;
}

function textboxIn(frame: HTMLElement | null): HTMLElement | null {
  return frame?.querySelector<HTMLElement>("[contenteditable=true], textarea") ?? null;
}

function goToEnd(frame: HTMLElement | null): void {
  const box = textboxIn(frame);
  box?.focus();
  if (box instanceof HTMLTextAreaElement) box.setSelectionRange(box.value.length, box.value.length);
  else if (box !== null) {
    const selection = window.getSelection();
    selection?.selectAllChildren(box);
    selection?.collapseToEnd();
  }
}
