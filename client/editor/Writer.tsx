import { EditorContent, useEditor } from "@tiptap/react";
import { useEffect, useId, useImperativeHandle, useRef, useState } from "react";
import { withEnding } from "#shared/richText/plainText";
import { useSentence } from "../language/useRefusal";
import { useWords } from "../language/useWords";
import readingStyles from "../richText/RichText.module.css";
import { classNames } from "../ui/classNames";
import { showToast } from "../ui/toastStore";
import styles from "./Editor.module.css";
import { EditorToolbar } from "./EditorToolbar";
import type { Upload, WriterProps } from "./editorProps";
import { NamedEmoji } from "./emoji";
import { editorOptions, makeExtensions } from "./extensions";
import { type KeyHooks, makeKeys } from "./keys";
import { LinkDialog } from "./LinkDialog";
import { PictureDialog } from "./PictureDialog";
import { makePasting, type PasteHooks } from "./pasting";
import { SuggestionList } from "./SuggestionList";
import { useSuggestions } from "./useSuggestions";
import { checkWritten, EMPTY, useWritten } from "./useWritten";

/** The editor itself: text, toolbar, lists under the caret, and how much room is left. */
export function Writer(props: WriterProps) {
  const { value, ending = "", label, placeholder = "" } = props;
  const { findMentions, onFiles, isDisabled = false, editorRef } = props;
  const words = useWords();
  const sentence = useSentence();
  const id = useId();
  const toolbar = useRef<HTMLDivElement>(null);
  const [isLinking, setIsLinking] = useState(false);
  /** One is described after the other. */
  const [pictures, setPictures] = useState<readonly Waiting[]>([]);

  /** What the editor calls: it is made once, and asks for the hooks as they are now. */
  const now = useRef<Hooks>({ ...IDLE, placeholder });
  const [extensions] = useState(() => [
    ...makeExtensions(() => now.current.placeholder),
    makeKeys(() => now.current),
    makePasting(() => now.current),
    NamedEmoji,
  ]);
  const editor = useEditor({
    extensions,
    content: value === null ? EMPTY : withEnding(value, ending),
    editable: !isDisabled,
    ...editorOptions,
    editorProps: {
      attributes: {
        id: `${id}-text`,
        role: "textbox",
        "aria-multiline": "true",
        "aria-label": label,
        "aria-describedby": `${id}-hint ${id}-state`,
        class: classNames(readingStyles.text, styles.text),
      },
    },
  });
  const written = useWritten(editor, props);
  const suggestions = useSuggestions(editor, findMentions);
  now.current = {
    placeholder,
    suggest: suggestions.takeKey,
    submit: () => written.refusal === null && !isDisabled && props.onSubmit?.(),
    openLink: () => setIsLinking(true),
    goToToolbar: () => toolbar.current?.querySelector<HTMLElement>("button[tabindex='0'], button")?.focus(),
    takeFiles: (files) => (onFiles ? onFiles(files) : showToast(words("editor.noFiles"), { tone: "wrong" })),
    tellPicturesLeftOut: () => showToast(words("editor.picturesLeftOut"), { tone: "wrong" }),
  };

  useEffect(() => editor.setEditable(!isDisabled, false), [editor, isDisabled]);
  useImperativeHandle(editorRef, () => ({
    focus: () => editor.commands.focus(),
    insertUpload: (upload, onPut) => {
      const { fileId, name } = upload;
      if (upload.picture) return setPictures((all) => [...all, { upload, onPut }]);
      editor.chain().insertContent({ type: "file", attrs: { fileId, name } }).run();
      onPut?.();
    },
    quote: ({ replyId, author, document }) => {
      const quotation = { type: "blockquote", attrs: { replyId, author }, content: document.content };
      editor
        .chain()
        .focus("end")
        .insertContent([quotation, { type: "paragraph" }])
        .run();
    },
    check: () => checkWritten(editor),
  }));

  const { refusal, share } = written;
  const [picture] = pictures;
  return (
    <div className={styles.box} data-invalid={refusal ? "" : undefined}>
      <EditorToolbar
        ref={toolbar}
        editor={editor}
        controls={`${id}-text`}
        canMention={findMentions !== undefined}
        onLink={() => setIsLinking(true)}
        onFiles={onFiles}
        isDisabled={isDisabled}
      />
      <EditorContent editor={editor} className={styles.scroll} />
      {suggestions.open && (
        <SuggestionList
          editor={editor}
          id={`${id}-list`}
          open={suggestions.open}
          onChoose={suggestions.choose}
        />
      )}
      <p id={`${id}-state`} role="status" className={classNames(styles.state, refusal && styles.refusal)}>
        {refusal ? sentence(refusal.sentence) : share > NEARLY_FULL && words("editor.full", { share })}
      </p>
      <p id={`${id}-hint`} hidden>
        {words("editor.hint")}
      </p>
      {isLinking && <LinkDialog editor={editor} onClose={() => setIsLinking(false)} />}
      {picture && (
        <PictureDialog
          key={picture.upload.fileId}
          editor={editor}
          upload={picture.upload}
          onPut={picture.onPut}
          onClose={() => setPictures((all) => all.slice(1))}
        />
      )}
    </div>
  );
}

interface Waiting {
  upload: Upload;
  onPut: (() => void) | undefined;
}

type Hooks = KeyHooks & PasteHooks & { placeholder: string };

const IDLE: KeyHooks & PasteHooks = {
  suggest: () => false,
  submit: () => undefined,
  openLink: () => undefined,
  goToToolbar: () => undefined,
  takeFiles: () => undefined,
  tellPicturesLeftOut: () => undefined,
};

/** Beyond this share of the limits it is said how full the text is. */
const NEARLY_FULL = 0.8;
