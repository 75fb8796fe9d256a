import { type FormEvent, useEffect, useImperativeHandle, useRef, useState } from "react";
import type { Position } from "#shared/forums/proposals.contract";
import { hasFilesOnTheirWay } from "../files/uploads.queries";
import { useSentence } from "../language/useRefusal";
import { useWords } from "../language/useWords";
import { useDraft } from "../live/drafts";
import { useWritingIn } from "../live/useWriting";
import { Button } from "../ui/Button";
import { type ComposerHandle, useComposer } from "./composerContext";
import { PositionChoice } from "./Deciding";
import { DraftConflict, DraftSafety } from "./DraftState";
import { joined } from "./draftSync";
import { PaceNote } from "./PaceNote";
import styles from "./ReplyComposer.module.css";
import { useThreadPageStore } from "./threadPage";
import { useIsDeciding } from "./useIsDeciding";
import { useKeptDraft } from "./useKeptDraft";
import { usePace } from "./usePace";
import { useReply } from "./useReplies";
import { useThread, useThreadView } from "./useThreadRoom";
import { WritingField, type WritingHandle } from "./WritingField";

const NOT_TRIED = { isTried: false };
const NONE: { position: Position | null } = { position: null };

/** Where one replies. What is written is kept with every stroke, here and on the server, until it is said. */
export function ReplyComposer() {
  const words = useWords();
  const sentence = useSentence();
  const { room } = useThread();
  const { reply } = useReply();
  const draft = useKeptDraft("reply", room.threadId);
  const tried = useDraft(`${room.threadId}.tried`, NOT_TRIED);
  const stance = useDraft(`${room.threadId}.position`, NONE);
  const isDeciding = useIsDeciding();
  const position = isDeciding ? stance.draft.position : null;
  const isPractice = useThreadView(({ thread }) => thread.kind === "practice");
  const writing = useWritingIn(room);
  const page = useThreadPageStore();
  const isWaiting = usePace().wait > 0;
  const { isWriting } = writing;
  useEffect(() => page.setState({ isWriting }), [page, isWriting]);
  const form = useRef<HTMLFormElement>(null);
  const field = useRef<WritingHandle>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const place = `reply.${room.threadId}`;
  const [isOpen, setIsOpen] = useState(() => hasFilesOnTheirWay(place));
  useComposerHandle(draft, field, {
    markTried: () => tried.change({ isTried: true }),
    askPosition: () => {
      setIsOpen(true);
      requestAnimationFrame(() => form.current?.querySelector<HTMLElement>("[name=position]")?.focus());
    },
    takePosition: (taken) => stance.change({ position: taken ?? null }),
  });

  const say = (event?: FormEvent) => {
    event?.preventDefault();
    const written = field.current?.read() ?? null;
    if (written === null) return setProblem(words("forums.composer.empty"));
    if (!written.ok) return setProblem(sentence(written.refusal.sentence));
    if (isWaiting) return setProblem(words("forums.slow.notYet"));
    const taken = position === null ? {} : { position };
    reply({ body: written.document, isTried: isPractice && tried.draft.isTried, ...taken });
    draft.letGo();
    tried.clear();
    stance.clear();
    setProblem(null);
    writing.stop();
  };
  return (
    <form
      ref={form}
      className={styles.composer}
      data-open={isOpen || !draft.isEmpty ? "" : undefined}
      aria-label={words("forums.composer.label")}
      onSubmit={say}
      onFocus={() => setIsOpen(true)}
    >
      <DraftConflict draft={draft} />
      <PaceNote />
      <div className={styles.box} data-invalid={problem === null ? undefined : ""}>
        {isDeciding && (
          <div className={styles.position}>
            <PositionChoice position={position} onChange={(chosen) => stance.change({ position: chosen })} />
          </div>
        )}
        <WritingField
          ref={field}
          place={place}
          body={draft.draft.body}
          label={words("forums.composer.text")}
          placeholder={words(
            tried.draft.isTried ? "forums.composer.triedPlaceholder" : "forums.composer.placeholder",
          )}
          describedBy="reply-note"
          isInvalid={problem !== null}
          onChange={(body) => {
            draft.change({ body });
            setProblem(null);
            writing.stroke(body === null ? "" : "…");
          }}
          onBlur={() => {
            writing.stop();
            void draft.send();
          }}
          onSubmit={say}
        />
        {isPractice && (
          <label className={styles.tried}>
            <input
              type="checkbox"
              checked={tried.draft.isTried}
              onChange={({ target }) => tried.change({ isTried: target.checked })}
            />
            {words("forums.tried.check")}
          </label>
        )}
        <div className={styles.foot} id="reply-note">
          <p role="alert" className={styles.problem}>
            {problem}
          </p>
          <DraftSafety safety={draft.safety} />
          <Button type="submit" weight="first" className={styles.say}>
            {words("forums.reply")}
          </Button>
        </div>
      </div>
    </form>
  );
}

/** Lets the posts quote into what is written, and bring one there. */
function useComposerHandle(
  draft: ReturnType<typeof useKeptDraft>,
  field: React.RefObject<WritingHandle | null>,
  {
    markTried,
    ...position
  }: { markTried: () => void } & Pick<ComposerHandle, "askPosition" | "takePosition">,
): void {
  const composer = useComposer();
  const target = useRef({
    set current(handle: typeof composer.handle) {
      composer.handle = handle;
    },
  });
  useImperativeHandle(target.current as React.RefObject<typeof composer.handle>, () => ({
    append: (nodes) => {
      const written = field.current?.read() ?? null;
      const body = written?.ok ? written.document : draft.draft.body;
      draft.change({ body: joined(body, { type: "doc", content: [...nodes, { type: "paragraph" }] }) });
      field.current?.goOn();
    },
    reportTried: () => {
      markTried();
      field.current?.focus();
    },
    ...position,
    focus: () => field.current?.focus(),
  }));
}
