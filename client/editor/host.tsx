import "../ui/fonts.css";
import "../ui/tokens.css";
import "../ui/base.css";
import { Component, type ReactNode, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { createRoot } from "react-dom/client";
import { BrowserRouter } from "react-router";
import { newId } from "#shared/ids";
import type { RichTextDocument } from "#shared/richText/document";
import { LanguageProvider } from "../language/LanguageProvider";
import { useLanguageStore } from "../language/languageStore";
import { loadWriting } from "../language/writing";
import { RichText } from "../richText/RichText";
import { Button } from "../ui/Button";
import { Toasts } from "../ui/Toasts";
import type { EditorHandle, MentionChoice } from "./editorProps";
import { fromGoogleDocs, fromWord } from "./pasting.fixtures";
import { Writer } from "./Writer";

/** What stories do with the page besides using it. */
export interface Host {
  /** Shows a document as a thread does, at once. Throws what the showing throws. */
  show(document: RichTextDocument): void;
  /** What the editor told last, and how often something was sent. */
  written: RichTextDocument | null;
  sent: RichTextDocument[];
  files: string[];
  editor: EditorHandle | null;
  /** What other programs put on the clipboard. */
  clipboards: { fromWord: string; fromGoogleDocs: string };
  set(document: RichTextDocument | null): void;
}

declare global {
  interface Window {
    host: Host;
  }
}

const people: MentionChoice[] = [
  { kind: "person", id: newId(), label: "Fay", hint: "Alder State" },
  { kind: "person", id: newId(), label: "Fay Rowe", hint: "Birch College" },
  { kind: "group", id: newId(), label: "First-year teachers" },
];

async function findMentions(query: string): Promise<MentionChoice[]> {
  return people.filter(({ label }) => label.toLowerCase().startsWith(query.toLowerCase()));
}

/** A page that is no part of the site: a text to read and an editor to write in, by themselves. */
function Page() {
  const [shown, setShown] = useState<RichTextDocument | null>(null);
  const [value, setValue] = useState<RichTextDocument | null>(null);
  const editor = useRef<EditorHandle>(null);
  window.host.show = (document) => flushSync(() => setShown(document));
  window.host.set = setValue;
  return (
    <main>
      <h1>Rich text</h1>
      <Guard key={shown === null ? "nothing" : "something"}>
        <article aria-label="Reading">{shown && <RichText document={shown} />}</article>
      </Guard>
      <Writer
        label="Your reply"
        placeholder="Write a reply"
        value={value}
        onChange={(document) => {
          window.host.written = document;
          setValue(document);
        }}
        onSubmit={() => {
          window.host.sent.push(window.host.written!);
          setValue(null);
        }}
        findMentions={findMentions}
        onFiles={(files) => {
          window.host.files.push(...files.map(({ name }) => name));
          for (const { name, type } of files)
            editor.current?.insertUpload({
              fileId: newId(),
              name,
              picture: type.startsWith("image/") ? { width: 40, height: 30 } : undefined,
            });
        }}
        editorRef={(handle) => {
          editor.current = handle;
          window.host.editor = handle;
        }}
      />
      <Button>After the editor</Button>
    </main>
  );
}

/** Keeps the page standing when a text cannot be shown, and says what fell. */
class Guard extends Component<{ children: ReactNode }, { error: Error | null }> {
  override state: { error: Error | null } = { error: null };
  static getDerivedStateFromError(error: Error) {
    return { error };
  }
  override render() {
    return this.state.error ? <p data-crash="">{String(this.state.error)}</p> : this.props.children;
  }
}

window.host = {
  show: () => {},
  set: () => {},
  written: null,
  sent: [],
  files: [],
  editor: null,
  clipboards: { fromWord, fromGoogleDocs },
};
await loadWriting(useLanguageStore.getState().language);
createRoot(document.getElementById("root")!).render(
  <LanguageProvider>
    <BrowserRouter>
      <Page />
      <Toasts />
    </BrowserRouter>
  </LanguageProvider>,
);
