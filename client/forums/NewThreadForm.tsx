import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { useNavigate } from "react-router";
import * as z from "zod/mini";
import type { CategoryView, SpaceView } from "#shared/forums/spaces.contract";
import { canModerateSpace } from "#shared/forums/spaces.policy";
import {
  pollInput,
  type ThreadKind,
  threadKinds,
  threadTags,
  threadTitle,
} from "#shared/forums/threads.contract";
import { idSchema } from "#shared/ids";
import { useViewer } from "../accounts/accounts.queries";
import { useSentence } from "../language/useRefusal";
import { useWords } from "../language/useWords";
import { Button } from "../ui/Button";
import { Select, TextField } from "../ui/Field";
import { FormError } from "../ui/FormError";
import { Notice } from "../ui/Notice";
import { useFormErrors } from "../ui/useFormErrors";
import { AlsoIn } from "./AlsoIn";
import { DraftConflict, DraftSafety } from "./DraftState";
import formStyles from "./forms.module.css";
import { KindChoice } from "./KindChoice";
import styles from "./NewThreadForm.module.css";
import { aWeekAhead, toInput, useNewThread } from "./newThread";
import { PollFields } from "./PollFields";
import { toLocalInput } from "./remindTimes";
import { toSpaceSubject } from "./subjects";
import { WritingField, type WritingHandle } from "./WritingField";

interface Props {
  space: SpaceView;
  /** Where one may start a thread; at least one. */
  categories: readonly CategoryView[];
  wantedId: string | undefined;
  /** What they came to start; they may change their mind. */
  wantedKind: ThreadKind | undefined;
  onKindTaken: () => void;
  /** The debrief that is carried on. */
  carriedFrom: string | undefined;
}

const FIELDS = ["title", "tags", "body", "poll", "decideBy", "alsoIn"];
/** What the form holds, as the server will parse it; the words come last, so that the first field at fault is first. */
const fields = z.object({
  kind: z.enum(threadKinds),
  title: threadTitle,
  tags: threadTags,
  poll: z.nullable(pollInput),
  decideBy: z.optional(z.number()),
  alsoIn: z.array(idSchema).check(z.maxLength(5, "A thread stands in at most six spaces.")),
});

/** Writes a thread. Nothing that was written goes before it stands there. */
export function NewThreadForm({ space, categories, wantedId, wantedKind, onKindTaken, carriedFrom }: Props) {
  const words = useWords();
  const viewer = useViewer();
  const sentence = useSentence();
  const navigate = useNavigate();
  const client = useQueryClient();
  const thread = useNewThread(space.id);
  const { text, fields: draft, change } = thread;
  const canAnnounce = canModerateSpace(viewer, toSpaceSubject(space));
  const changeKind = (kind: ThreadKind) => {
    const isEndless = kind === "proposal" && !(new Date(draft.decideBy).getTime() > Date.now());
    change({ kind, ...(isEndless && { decideBy: aWeekAhead(new Date()) }) });
  };
  useEffect(() => {
    if (wantedKind === undefined) return;
    if (wantedKind !== "announcement" || canAnnounce) changeKind(wantedKind);
    onKindTaken();
  });
  const field = useRef<WritingHandle>(null);
  const [isBusy, setIsBusy] = useState(false);
  const { form, errors, check, mark, refuse } = useFormErrors(FIELDS);
  const category =
    categories.find(({ id }) => id === draft.categoryId) ??
    categories.find(({ id }) => id === wantedId) ??
    categories[0]!;

  const submit = async (event?: FormEvent) => {
    event?.preventDefault();
    if (isBusy) return;
    const input = check(fields, toInput(text.draft.title, draft));
    if (input === null) return;
    const written = field.current?.read() ?? null;
    if (written === null) return mark({ body: words("forums.composer.empty") });
    if (!written.ok) return mark({ body: sentence(written.refusal.sentence) });
    setIsBusy(true);
    try {
      const origin = carriedFrom === undefined ? {} : { carriedFrom };
      const said = { ...input, ...origin, body: written.document };
      const { threadId, isHeld } = await thread.start(category.id, said);
      thread.letGo();
      if (isHeld) return await navigate("/waiting", { replace: true });
      void client.invalidateQueries({ queryKey: ["forums", "space", space.id] });
      await navigate(`/threads/${threadId}`, { replace: true });
    } catch (error) {
      refuse(error);
    } finally {
      setIsBusy(false);
    }
  };
  return (
    <form ref={form} className={formStyles.form} onSubmit={(event) => void submit(event)} noValidate>
      <DraftConflict draft={text} />
      {carriedFrom !== undefined && (
        <Notice>
          {words(space.kind === "group" ? "forums.start.carriedFromRoom" : "forums.start.carried")}
        </Notice>
      )}
      <KindChoice kind={draft.kind} canAnnounce={canAnnounce} onChange={changeKind} />
      <Select
        label={words("forums.field.category")}
        hint={category.description}
        value={category.id}
        onChange={({ target }) => change({ categoryId: target.value })}
      >
        {categories.map(({ id, title }) => (
          <option key={id} value={id}>
            {title}
          </option>
        ))}
      </Select>
      <TextField
        label={words("forums.field.title")}
        error={errors.title ?? null}
        maxLength={160}
        value={text.draft.title}
        onChange={({ target }) => text.change({ title: target.value })}
        onBlur={() => void text.send()}
      />
      <div className={styles.body}>
        <span className={formStyles.legend}>{words("forums.field.body")}</span>
        <div className={styles.box} data-invalid={errors.body ? "" : undefined}>
          <WritingField
            ref={field}
            place={`thread.${space.id}`}
            body={text.draft.body}
            label={words("forums.field.body")}
            placeholder={words(`forums.placeholder.${draft.kind}`)}
            isInvalid={errors.body !== undefined}
            describedBy="body-note"
            onChange={(body) => text.change({ body })}
            onBlur={() => void text.send()}
            onSubmit={() => void submit()}
          />
        </div>
        <p id="body-note" className={styles.note}>
          {errors.body && <span className={styles.problem}>{errors.body} </span>}
          <DraftSafety safety={text.safety} />
        </p>
      </div>
      {draft.kind === "poll" && (
        <PollFields
          options={draft.options}
          isMultiple={draft.isMultiple}
          error={errors.poll}
          onChange={change}
        />
      )}
      {draft.kind === "proposal" && (
        <TextField
          type="datetime-local"
          label={words("forums.start.decideBy")}
          hint={words("forums.start.decideByHint")}
          error={errors.decideBy ?? null}
          min={toLocalInput(new Date())}
          value={draft.decideBy}
          onChange={({ target }) => change({ decideBy: target.value })}
        />
      )}
      <TextField
        label={`${words("forums.field.tags")} (${words("ui.optional")})`}
        hint={words("forums.field.tagsHint")}
        error={errors.tags ?? null}
        value={draft.tags}
        onChange={({ target }) => change({ tags: target.value })}
      />
      <AlsoIn
        spaceId={space.id}
        chosen={draft.alsoIn}
        error={errors.alsoIn}
        onChange={(alsoIn) => change({ alsoIn })}
      />
      <FormError message={errors.form} />
      <div className={formStyles.ends}>
        <Button type="submit" weight="first" size="large" isBusy={isBusy}>
          {words("forums.start.confirm")}
        </Button>
      </div>
    </form>
  );
}
