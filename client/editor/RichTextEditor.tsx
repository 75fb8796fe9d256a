import { type ChangeEvent, useEffect, useId, useImperativeHandle, useState } from "react";
import { checkRichText } from "#shared/richText/check";
import { fromPlainText, plainText } from "#shared/richText/plainText";
import { useWords } from "../language/useWords";
import styles from "./Editor.module.css";
import type { RichTextEditorProps } from "./editorProps";
import type { Writer } from "./Writer";

let writer: typeof Writer | null = null;

async function fetchWriter(): Promise<typeof Writer> {
  writer ??= (await import("./Writer")).Writer;
  return writer;
}

/**
 * Where people write. The editor weighs as much as the rest of the site and is fetched where somebody writes; where it
 * cannot be fetched one writes all the same, without formatting.
 */
export function RichTextEditor(props: RichTextEditorProps) {
  const words = useWords();
  const [Editor, setEditor] = useState(() => writer);
  const [hasFailed, setHasFailed] = useState(false);
  useEffect(() => {
    if (Editor) return;
    let isWanted = true;
    fetchWriter().then(
      (fetched) => isWanted && setEditor(() => fetched),
      () => isWanted && setHasFailed(true),
    );
    return () => {
      isWanted = false;
    };
  }, [Editor]);

  if (Editor) return <Editor {...props} />;
  if (hasFailed) return <PlainWriter {...props} />;
  return <div className={styles.box} role="status" aria-busy="true" aria-label={words("editor.loading")} />;
}

/** Plain words instead of the editor. A text that already has formatting is shown without and changed by writing only. */
function PlainWriter(props: RichTextEditorProps) {
  const { value, onChange, onSubmit, label, placeholder, isDisabled, editorRef } = props;
  const words = useWords();
  const id = useId();
  const [text, setText] = useState(() => (value ? plainText(value) : ""));
  const document = fromPlainText(text);
  useImperativeHandle(editorRef, () => ({
    focus: () => window.document.getElementById(id)?.focus(),
    insertUpload: ({ name }) => setText(`${text}\n\n${name}`),
    quote: (quotation) => setText(`${plainText(quotation.document)}\n\n${text}`),
    check: () => checkRichText(document),
  }));
  const handleChange = (event: ChangeEvent<HTMLTextAreaElement>) => {
    setText(event.target.value);
    const checked = checkRichText(fromPlainText(event.target.value));
    if (checked.ok) onChange(checked.document);
  };
  return (
    <div className={styles.box}>
      <textarea
        id={id}
        className={styles.plain}
        aria-label={label}
        aria-describedby={`${id}-plain`}
        placeholder={placeholder}
        disabled={isDisabled}
        value={text}
        onChange={handleChange}
        onKeyDown={(event) => event.key === "Enter" && (event.ctrlKey || event.metaKey) && onSubmit?.()}
      />
      <p id={`${id}-plain`} className={styles.note}>
        {words("editor.plain")}
      </p>
    </div>
  );
}
