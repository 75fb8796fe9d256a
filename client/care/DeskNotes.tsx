import { useInfiniteQuery } from "@tanstack/react-query";
import { useId, useRef, useState } from "react";
import type { DeskNoteView } from "#shared/care/deskNotes.contract";
import { useViewer } from "../accounts/accounts.queries";
import { useTime } from "../language/time";
import { useWords } from "../language/useWords";
import { useDraft } from "../live/drafts";
import { Button } from "../ui/Button";
import { ShowMore } from "../ui/ShowMore";
import styles from "./Care.module.css";
import { deskNotesQuery, useTakeBackNote } from "./deskNotes.queries";
import { LeaveNote, NO_NOTE, noteComposer } from "./LeaveNote";

interface Props {
  /** The report or the appeal. */
  matterId: string;
  /** It is on the screen: else nothing is asked for. */
  isHeard: boolean;
}

/** What those on whose desk something lies have noted for each other, and the way to leave a note. */
export function DeskNotes({ matterId, isHeard }: Props) {
  const words = useWords();
  const titleId = useId();
  const list = useInfiniteQuery({ ...deskNotesQuery(matterId), enabled: isHeard });
  const { draft } = useDraft(noteComposer(matterId), NO_NOTE);
  const [isWriting, setIsWriting] = useState(draft.words !== "");
  const leave = useRef<HTMLButtonElement>(null);
  const notes = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const goBack = () => requestAnimationFrame(() => leave.current?.focus());
  return (
    <div className={styles.notes}>
      {notes.length > 0 && (
        <>
          <p id={titleId} className="small soft">
            {words("care.notes")}
          </p>
          <ol aria-labelledby={titleId}>
            {notes.map((note) => (
              <DeskNote key={note.id} note={note} matterId={matterId} onTakenBack={goBack} />
            ))}
          </ol>
          <ShowMore list={list} size="small" />
        </>
      )}
      {isWriting ? (
        <LeaveNote
          matterId={matterId}
          onClose={() => {
            setIsWriting(false);
            goBack();
          }}
        />
      ) : (
        <Button ref={leave} size="small" weight="quiet" onClick={() => setIsWriting(true)}>
          {words("care.note.leave")}
        </Button>
      )}
    </div>
  );
}

interface NoteProps {
  note: DeskNoteView;
  matterId: string;
  onTakenBack: () => void;
}

function DeskNote({ note: { id, by, at, words: text, isTakenBack }, matterId, onTakenBack }: NoteProps) {
  const words = useWords();
  const time = useTime();
  const viewer = useViewer();
  const takeBack = useTakeBackNote(matterId);
  const name = by.name || words("care.log.somebody");
  if (isTakenBack) return <li className="soft">{words("care.note.gone", { name })}</li>;
  return (
    <li>
      <p className="small soft">
        {name} · <time dateTime={new Date(at).toISOString()}>{time.ago(at)}</time>
      </p>
      <p className={styles.said}>{text}</p>
      {by.personId === viewer.personId && (
        <Button
          size="small"
          weight="quiet"
          isBusy={takeBack.isPending}
          onClick={() => takeBack.mutate(id, { onSuccess: onTakenBack })}
        >
          {words("care.note.takeBack")}
        </Button>
      )}
    </li>
  );
}
