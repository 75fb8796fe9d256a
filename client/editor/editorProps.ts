import type { Ref } from "react";
import type { Id } from "#shared/ids";
import type { Checked } from "#shared/richText/check";
import type { MentionKind, RichTextDocument } from "#shared/richText/document";
import type { RichTextRefusal } from "#shared/richText/refusals";

export interface WriterProps {
  /** What it holds. Another value than the one last told replaces what is in it; null empties it. */
  value: RichTextDocument | null;
  /** Blanks and new lines after it that somebody had typed by the time the editor came. */
  ending?: string;
  /** Told whatever is written as long as it passes the check, and only then. */
  onChange: (document: RichTextDocument) => void;
  /** Told when what is written begins to be refused, and with null when it is not any more. Nothing is lost meanwhile. */
  onRefusal?: (refusal: RichTextRefusal | null) => void;
  /** Control or Command with Enter; not while what is written is refused. */
  onSubmit?: () => void;
  /** What is written here, for those who hear it. */
  label: string;
  placeholder?: string;
  /** Without it nobody can be mentioned. */
  findMentions?: (query: string) => Promise<readonly MentionChoice[]>;
  /** Takes files that were chosen, pasted or dropped; hand each upload back by `insertUpload`. Without it none are taken. */
  onFiles?: (files: File[]) => void;
  isDisabled?: boolean;
  editorRef?: Ref<EditorHandle>;
}

export interface MentionChoice {
  kind: MentionKind;
  id: Id;
  label: string;
  /** Tells apart those of one name: a campus, a space. */
  hint?: string;
}

export interface Upload {
  fileId: Id;
  name: string;
  /** A picture is described before it is put in. */
  picture?: { width: number; height: number } | undefined;
}

export interface EditorHandle {
  focus: () => void;
  /** Puts an upload where the caret is, and tells when it is there; asks for words first where it is a picture. */
  insertUpload: (upload: Upload, onPut?: () => void) => void;
  /** Puts somebody's words before the caret, with where they stand. */
  quote: (quotation: { replyId: Id; author?: string; document: RichTextDocument }) => void;
  /** What is written this moment, or why it is refused. */
  check: () => Checked;
}
