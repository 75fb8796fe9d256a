import type { Editor } from "@tiptap/core";
import { type FormEvent, useId, useState } from "react";
import { completeLink } from "#shared/richText/links";
import { refuse } from "#shared/richText/refusals";
import { useSentence } from "../language/useRefusal";
import { useWords } from "../language/useWords";
import { Button } from "../ui/Button";
import { Dialog } from "../ui/Dialog";
import { TextField } from "../ui/Field";

interface Props {
  editor: Editor;
  onClose: () => void;
}

/** Asks where the chosen words lead, or takes a link from them; without chosen words it asks for those too. */
export function LinkDialog({ editor, onClose }: Props) {
  const words = useWords();
  const sentence = useSentence();
  const form = useId();
  const former = String(editor.getAttributes("link").href ?? "");
  const needsWords = editor.state.selection.empty && former === "";
  const [address, setAddress] = useState(former);
  const [text, setText] = useState("");
  const [isWrong, setIsWrong] = useState(false);

  const close = () => {
    onClose();
    editor.commands.focus();
  };
  const handleSubmit = (event: FormEvent) => {
    event.preventDefault();
    // A portal's events rise through the component that holds the editor.
    event.stopPropagation();
    const href = completeLink(address);
    if (href === null) return setIsWrong(true);
    const chain = editor.chain().focus();
    if (needsWords) {
      const link = { type: "link", attrs: { href } };
      chain
        .insertContent({ type: "text", text: text.trim() || address.trim(), marks: [link] })
        .unsetMark("link")
        .run();
    } else chain.extendMarkRange("link").setMark("link", { href }).run();
    onClose();
  };
  const remove = () => {
    editor.chain().focus().extendMarkRange("link").unsetMark("link").run();
    onClose();
  };
  return (
    <Dialog
      title={words("editor.link")}
      isOpen
      onClose={close}
      actions={
        <>
          {former !== "" && <Button onClick={remove}>{words("editor.linkRemove")}</Button>}
          <Button weight="first" type="submit" form={form}>
            {words("editor.linkApply")}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={handleSubmit} noValidate>
        <TextField
          label={words("editor.linkAddress")}
          value={address}
          onChange={(event) => setAddress(event.target.value)}
          error={isWrong ? sentence(refuse("linkRefused").sentence) : null}
          inputMode="url"
          autoComplete="off"
          // The dialog was opened to type here.
          autoFocus
        />
        {needsWords && (
          <TextField
            label={words("editor.linkText")}
            value={text}
            onChange={(event) => setText(event.target.value)}
            autoComplete="off"
          />
        )}
      </form>
    </Dialog>
  );
}
