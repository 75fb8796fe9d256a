import { type RefObject, useRef } from "react";
import type { Id } from "#shared/ids";
import type { EditorHandle, WriterProps } from "../editor/editorProps";
import { Writer } from "../editor/Writer";
import { UploadList } from "./UploadList";
import { type UploadState, useUploads } from "./useUploads";

interface Props extends WriterProps {
  personId: Id;
  /** Names the text, so that what was on its way to it goes on after a reload. */
  place: string;
  editorRef: RefObject<EditorHandle | null>;
}

/** The editor with files: chosen, dropped or pasted, they arrive below the text and then go into it. */
export function FilesWriter({ personId, place, ...props }: Props) {
  const { editorRef } = props;
  const forget = useRef<(id: Id) => void>(() => undefined);
  const insert = ({ id, file }: UploadState) => {
    if (file === null) return;
    const { name, picture } = file;
    editorRef.current?.insertUpload({ fileId: id, name, picture: picture ?? undefined }, () =>
      forget.current(id),
    );
  };
  // What was just chosen goes on to its place by itself; what comes back after a reload waits to be asked for.
  const list = useUploads(personId, place, (upload) => upload.isFresh && insert(upload));
  forget.current = list.forget;
  return (
    <>
      <Writer {...props} onFiles={list.add} />
      <UploadList list={list} onInsert={insert} />
    </>
  );
}
