import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import type { RichTextDocument } from "#shared/richText/document";
import { fromPlainText, isEmptyDocument, plainText } from "#shared/richText/plainText";
import type { WritingProps } from "./WritingField";
import styles from "./WritingField.module.css";

interface Props extends WritingProps {
  text: string;
  setText: (text: string) => void;
  /** Formatted words would lose their form here: they wait for the editor. */
  isFormatted: boolean;
  isAwaited: boolean;
  onFocus: () => void;
}

/** A plain field, in which one can write before the editor is here, and where it cannot be had. */
export function LightField(props: Props) {
  const { text, setText, isFormatted, isAwaited, label, placeholder, describedBy, isInvalid, onSubmit } =
    props;
  return (
    <textarea
      className={styles.light}
      rows={1}
      aria-label={label}
      aria-describedby={describedBy}
      aria-invalid={isInvalid || undefined}
      readOnly={isFormatted && isAwaited}
      placeholder={placeholder}
      value={text}
      onFocus={props.onFocus}
      onChange={({ target }) => setText(target.value)}
      onKeyDown={(event) => submits(event) && onSubmit?.()}
    />
  );
}

/** Plain words of the light field: blanks at their end are kept while one types. */
export function useLightText(body: RichTextDocument | null, onChange: WritingProps["onChange"]) {
  const [text, setText] = useState(() => (body === null ? "" : plainText(body)));
  const told = useRef(body);
  useEffect(() => {
    if (body === told.current) return;
    told.current = body;
    setText(body === null ? "" : plainText(body));
  }, [body]);
  return {
    text,
    ending: /\s*$/.exec(text)?.[0] ?? "",
    isFormatted: body !== null && JSON.stringify(fromPlainText(plainText(body))) !== JSON.stringify(body),
    setText: (next: string) => {
      const document = fromPlainText(next);
      told.current = isEmptyDocument(document) ? null : document;
      setText(next);
      onChange(told.current);
    },
  };
}

function submits(event: KeyboardEvent): boolean {
  const does = event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.nativeEvent.isComposing;
  if (does) event.preventDefault();
  return does;
}
