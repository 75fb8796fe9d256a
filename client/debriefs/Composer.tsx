import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from "react";
import { remarkText } from "#shared/debriefs/debriefs.contract";
import { useSentence } from "../language/useRefusal";
import { useWords } from "../language/useWords";
import { Button } from "../ui/Button";
import { Chips } from "../ui/Chips";
import styles from "./Composer.module.css";
import { kindSigns, kindsOffered } from "./kinds";
import { HeldNote } from "./OwnHeld";
import { OwnPause } from "./OwnPause";
import { useRemarkDraft } from "./remarkDrafts";
import { SignatureChoice } from "./SignatureChoice";
import { useRoomState } from "./useDebriefRoom";
import { useHoldingBack } from "./useHoldingBack";
import { usePause } from "./usePause";
import { usePost } from "./usePosts";
import { useWriting } from "./useWriting";

interface Props {
  /** The words have left the composer. */
  onSaid: () => void;
}

/** Where one says something in writing. Words are kept on the device with every stroke. */
export function Composer({ onSaid }: Props) {
  const words = useWords();
  const sentence = useSentence();
  const { contribute } = usePost();
  const { draft, isKept, change } = useRemarkDraft();
  const [problem, setProblem] = useState<string | null>(null);
  const writing = useWriting();
  const { isHeldBack, holdsBack } = useHoldingBack(usePause() !== null);
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => goToEndOf(field.current), []);
  // On a phone kind and signature take their room only once one writes; then they stay until it is said.
  const [isOpen, setIsOpen] = useState(false);

  const say = (event?: FormEvent) => {
    event?.preventDefault();
    if (holdsBack()) return;
    const text = remarkText.safeParse(draft.text);
    if (!text.success) return setProblem(sentence(text.error.issues[0]?.message ?? ""));
    contribute({ kind: draft.kind, text: text.data, isUnnamed: draft.isUnnamed });
    change({ text: "" });
    setProblem(null);
    setIsOpen(false);
    writing.stop();
    onSaid();
  };
  return (
    <form
      className={styles.composer}
      data-open={isOpen || draft.text !== "" ? "" : undefined}
      aria-label={words("debriefs.composer.label")}
      onSubmit={say}
    >
      <OwnPause />
      <div className={styles.head}>
        <Chips
          label={words("debriefs.composer.kind")}
          flow="scroll"
          value={draft.kind}
          onChange={(kind) => change({ kind })}
          options={kindsOffered.map((kind) => ({
            value: kind,
            label: (
              <>
                <span aria-hidden="true">{kindSigns[kind]}</span> {words(`debriefs.kind.${kind}`)}
              </>
            ),
          }))}
        />
        <WritingNow isWriting={writing.isWriting} />
      </div>
      <div className={styles.write}>
        <textarea
          ref={field}
          id="remark"
          className={styles.area}
          rows={1}
          aria-label={words("debriefs.composer.text")}
          aria-describedby="remark-note"
          aria-invalid={problem === null ? undefined : true}
          placeholder={words(`debriefs.placeholder.${draft.kind}`)}
          value={draft.text}
          onChange={(event) => {
            change({ text: event.target.value });
            setProblem(null);
            writing.stroke(event.target.value);
          }}
          onFocus={() => setIsOpen(true)}
          onBlur={writing.stop}
          onKeyDown={(event) => saysIt(event) && say()}
        />
        <Button type="submit" weight="first" className={styles.say} aria-disabled={isHeldBack || undefined}>
          {words("debriefs.composer.say")}
        </Button>
      </div>
      <div className={styles.foot} id="remark-note">
        {problem !== null && (
          <p className={styles.problem} role="alert">
            {problem}
          </p>
        )}
        {!isKept && <p className={styles.problem}>{words("debriefs.composer.unkept")}</p>}
        <HeldNote />
        <SignatureChoice isUnnamed={draft.isUnnamed} onChange={(isUnnamed) => change({ isUnnamed })} />
        <p className={styles.keys}>{words("debriefs.composer.keys")}</p>
      </div>
    </form>
  );
}

/** Half-written words that were kept are gone on with where they end, not before their beginning. */
export function goToEndOf(field: HTMLTextAreaElement | null): void {
  field?.setSelectionRange(field.value.length, field.value.length);
}

/** Ctrl+Enter, or Cmd+Enter on a Mac. Enter alone makes a new line. */
export function saysIt(event: KeyboardEvent): boolean {
  const isSaid = event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.nativeEvent.isComposing;
  if (isSaid) event.preventDefault();
  return isSaid;
}

function WritingNow({ isWriting }: { isWriting: boolean }) {
  const words = useWords();
  const writing = useRoomState(({ presence }) => presence?.writing ?? 0);
  const others = Math.max(0, writing - (isWriting ? 1 : 0));
  return <p className={styles.writing}>{others > 0 && words("debriefs.writing", { count: others })}</p>;
}
