import { type KeyboardEvent, type Ref, useEffect, useImperativeHandle, useRef, useState } from "react";
import type { RichTextDocument } from "#shared/richText/document";
import { fromPlainText, isEmptyDocument, plainText } from "#shared/richText/plainText";
import styles from "./WritingField.module.css";

export interface WritingHandle {
  /** What stands in the field now, or null where nothing does. */
  read(): RichTextDocument | null;
  /** Shows other words, with the focus at their end. */
  show(body: RichTextDocument | null): void;
  clear(): void;
  focus(): void;
}

interface Props {
  ref?: Ref<WritingHandle>;
  body: RichTextDocument | null;
  /** Grows when the words came from elsewhere and must be shown anew. */
  revision: number;
  label: string;
  placeholder?: string;
  describedBy?: string;
  isInvalid?: boolean;
  onChange: (body: RichTextDocument | null) => void;
  onBlur?: () => void;
  /** Ctrl+Enter, or Cmd+Enter on a Mac. */
  onSubmit?: () => void;
}

export function WritingField(props: Props) {
  return <LightField {...props} />;
}

function LightField({
  ref,
  body,
  revision,
  label,
  placeholder,
  describedBy,
  isInvalid,
  onChange,
  onBlur,
  onSubmit,
}: Props) {
  const area = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState(() => (body === null ? "" : plainText(body)));
  const shown = useRef(revision);
  useEffect(() => {
    if (shown.current === revision) return;
    shown.current = revision;
    setText(body === null ? "" : plainText(body));
  }, [revision, body]);
  useImperativeHandle(ref, () => ({
    read: () => toBody(text),
    show: (next) => {
      setText(next === null ? "" : plainText(next));
      area.current?.focus();
    },
    clear: () => setText(""),
    focus: () => area.current?.focus(),
  }));
  return (
    <textarea
      ref={area}
      className={styles.light}
      rows={1}
      aria-label={label}
      aria-describedby={describedBy}
      aria-invalid={isInvalid || undefined}
      placeholder={placeholder}
      value={text}
      onChange={({ target }) => {
        setText(target.value);
        onChange(toBody(target.value));
      }}
      onBlur={onBlur}
      onKeyDown={(event) => submits(event) && onSubmit?.()}
    />
  );
}

function toBody(text: string): RichTextDocument | null {
  const body = fromPlainText(text);
  return isEmptyDocument(body) ? null : body;
}

function submits(event: KeyboardEvent): boolean {
  const does = event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.nativeEvent.isComposing;
  if (does) event.preventDefault();
  return does;
}
