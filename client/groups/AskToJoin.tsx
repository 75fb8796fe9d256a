import type { FormEvent } from "react";
import type { GroupView } from "#shared/groups/groups.contract";
import { newId } from "#shared/ids";
import { useWords } from "../language/useWords";
import { useDraft } from "../live/drafts";
import { Button } from "../ui/Button";
import { TextArea } from "../ui/Field";
import { FormError } from "../ui/FormError";
import { Notice } from "../ui/Notice";
import forms from "./forms.module.css";
import styles from "./GroupPage.module.css";
import { useAsking } from "./memberships.queries";
import { useNormsRefusal } from "./useNormsRefusal";

/** Asks to be let in, or says that one has asked. */
export function AskToJoin({ group }: { group: GroupView }) {
  return group.requestId === null ? (
    <AskForm group={group} />
  ) : (
    <Asked group={group} requestId={group.requestId} />
  );
}

/** The request's id is kept with its words, so that asking again is the same request. */
const EMPTY = { words: "", requestId: "" };

function AskForm({ group }: { group: GroupView }) {
  const words = useWords();
  const refusal = useNormsRefusal();
  const { ask } = useAsking(group.id);
  const { draft, change, clear } = useDraft(`group.${group.id}.request`, EMPTY);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const requestId = draft.requestId || newId();
    change({ requestId });
    try {
      // The form goes with the answer, so it is awaited here.
      await ask.mutateAsync({ requestId, words: draft.words, version: group.norms.version });
      clear();
    } catch {
      // It is said in the form.
    }
  };
  return (
    <form className={`${styles.join} ${forms.form}`} onSubmit={(event) => void submit(event)} noValidate>
      <TextArea
        label={`${words("groups.ask.words")} (${words("ui.optional")})`}
        hint={words("groups.ask.wordsHint")}
        maxLength={600}
        value={draft.words}
        onChange={({ target }) => change({ words: target.value })}
      />
      <FormError message={ask.error && refusal(ask.error)} />
      <Button type="submit" weight="first" size="large" isBusy={ask.isPending}>
        {words("groups.ask.do")}
      </Button>
    </form>
  );
}

function Asked({ group, requestId }: { group: GroupView; requestId: string }) {
  const words = useWords();
  const refusal = useNormsRefusal();
  const { withdraw } = useAsking(group.id);
  return (
    <Notice tone="waiting">
      <p>
        <strong>{words("groups.ask.asked")}</strong> {words("groups.ask.askedText")}
      </p>
      <FormError message={withdraw.error && refusal(withdraw.error)} />
      <p>
        <Button size="small" isBusy={withdraw.isPending} onClick={() => withdraw.mutate(requestId)}>
          {words("groups.asked.takeBack")}
        </Button>
      </p>
    </Notice>
  );
}
