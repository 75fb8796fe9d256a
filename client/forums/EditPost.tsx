import { type FormEvent, useEffect, useRef, useState } from "react";
import type { PostView } from "#shared/forums/threads.contract";
import { useRefusal, useSentence } from "../language/useRefusal";
import { useWords } from "../language/useWords";
import { Button } from "../ui/Button";
import { FormError } from "../ui/FormError";
import { DraftConflict, DraftSafety } from "./DraftState";
import styles from "./ReplyComposer.module.css";
import { useThreadPageStore } from "./threadPage";
import { useKeptDraft } from "./useKeptDraft";
import { useThreadDeed } from "./useThreadDeed";
import { WritingField, type WritingHandle } from "./WritingField";

interface Props {
  post: PostView;
}

/** Writes a post anew, in its place. What was begun is kept, also when one leaves it. */
export function EditPost({ post }: Props) {
  const words = useWords();
  const sentence = useSentence();
  const refusal = useRefusal();
  const page = useThreadPageStore();
  const draft = useKeptDraft("edit", post.id);
  const field = useRef<WritingHandle>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const { run, isBusy } = useThreadDeed("edit", { onRefused: (error) => setProblem(refusal(error)) });
  // The writing that one has seen: where another device writes on meanwhile, nothing of it is overwritten unseen.
  const [edits] = useState(post.edits);
  useEffect(() => field.current?.goOn(), []);

  const close = () => {
    page.setState({ editingId: null });
    // The field goes; whoever holds the keys stays with the post.
    requestAnimationFrame(() =>
      document
        .querySelector<HTMLElement>(`article[data-place="${post.place}"]`)
        ?.focus({ preventScroll: true }),
    );
  };
  const save = async (event?: FormEvent) => {
    event?.preventDefault();
    const written = field.current?.read() ?? null;
    if (written === null) return setProblem(words("forums.composer.empty"));
    if (!written.ok) return setProblem(sentence(written.refusal.sentence));
    if ((await run({ postId: post.id }, { body: written.document, edits })) === null) return;
    draft.letGo();
    close();
  };
  return (
    <form
      className={styles.composer}
      data-open=""
      aria-label={words("forums.edit.label")}
      onSubmit={(event) => void save(event)}
      onKeyDown={(event) => {
        if (event.key === "Escape" && !event.defaultPrevented) close();
      }}
    >
      <DraftConflict draft={draft} />
      <div className={styles.box}>
        <WritingField
          ref={field}
          place={`edit.${post.id}`}
          body={draft.draft.body ?? post.body}
          label={words("forums.edit.text")}
          isInvalid={problem !== null}
          onChange={(body) => {
            draft.change({ body });
            setProblem(null);
          }}
          onBlur={() => void draft.send()}
          onSubmit={() => void save()}
        />
        <div className={styles.foot}>
          <FormError message={problem} />
          <DraftSafety safety={draft.safety} />
          <span className={styles.ends}>
            {!draft.isEmpty && (
              <Button
                weight="quiet"
                onClick={() => {
                  draft.letGo();
                  close();
                }}
              >
                {words("forums.edit.discard")}
              </Button>
            )}
            <Button weight="quiet" onClick={close}>
              {words("ui.close")}
            </Button>
            <Button type="submit" weight="first" isBusy={isBusy}>
              {words("ui.save")}
            </Button>
          </span>
        </div>
      </div>
    </form>
  );
}
