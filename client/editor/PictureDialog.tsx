import type { Editor } from "@tiptap/core";
import { type FormEvent, useId, useState } from "react";
import { refuse } from "#shared/richText/refusals";
import { useSentence } from "../language/useRefusal";
import { useWords } from "../language/useWords";
import { Button } from "../ui/Button";
import { Dialog } from "../ui/Dialog";
import { TextField } from "../ui/Field";
import styles from "./Editor.module.css";
import type { Upload } from "./editorProps";

interface Props {
  editor: Editor;
  upload: Upload;
  /** It stands in the text. */
  onPut: (() => void) | undefined;
  onClose: () => void;
}

/** Asks what a picture shows before it is put in; one that shows nothing is said to be decoration. */
export function PictureDialog({ editor, upload: { fileId, picture }, onPut, onClose }: Props) {
  const words = useWords();
  const sentence = useSentence();
  const form = useId();
  const [alt, setAlt] = useState("");
  const [isDecorative, setIsDecorative] = useState(false);
  const [isMissing, setIsMissing] = useState(false);

  const handleSubmit = (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation();
    const described = alt.replace(/\s+/g, " ").trim();
    if (described === "" && !isDecorative) return setIsMissing(true);
    const attrs = { fileId, ...picture, ...(isDecorative ? { alt: "", isDecorative } : { alt: described }) };
    editor.chain().focus().insertContent({ type: "image", attrs }).run();
    onPut?.();
    onClose();
  };
  return (
    <Dialog
      title={words("editor.picture")}
      isOpen
      onClose={onClose}
      isDismissable={false}
      actions={
        <Button weight="first" type="submit" form={form}>
          {words("editor.pictureApply")}
        </Button>
      }
    >
      <form id={form} onSubmit={handleSubmit} noValidate>
        <TextField
          label={words("editor.pictureAlt")}
          hint={words("editor.pictureHint")}
          value={alt}
          maxLength={500}
          disabled={isDecorative}
          onChange={(event) => setAlt(event.target.value)}
          error={isMissing && !isDecorative ? sentence(refuse("altMissing").sentence) : null}
          // The dialog was opened to type here.
          autoFocus
        />
        <label className={styles.check}>
          <input
            type="checkbox"
            checked={isDecorative}
            onChange={(event) => setIsDecorative(event.target.checked)}
          />{" "}
          {words("editor.pictureDecorative")}
        </label>
      </form>
    </Dialog>
  );
}
