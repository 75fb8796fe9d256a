import { type FormEvent, useEffect, useRef, useState } from "react";
import type { PostView } from "#shared/forums/threads.contract";
import { richText } from "#shared/richText/richText.contract";
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
  useEffect(() => field.current?.focus(), []);

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
    const checked = richText.safeParse(field.current?.read());
    if (!checked.success) {
      const said = field.current?.read() ? checked.error.issues[0]?.message : undefined;
      return setProblem(said === undefined ? words("forums.composer.empty") : sentence(said));
    }
    if ((await run({ postId: post.id }, { body: checked.data, edits })) === null) return;
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
          body={draft.draft.body ?? post.body}
          revision={draft.revision}
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
