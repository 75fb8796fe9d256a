import { useQuery } from "@tanstack/react-query";
import type { FormEvent } from "react";
import * as z from "zod/mini";
import { withoutDoubles } from "#shared/forums/heldWords";
import {
  type HoldRulesView,
  heldWord,
  heldWords,
  type LinkHold,
  linkHolds,
} from "#shared/forums/holdRules.contract";
import { isRefusal } from "../http/ApiError";
import { useSentence } from "../language/useRefusal";
import { useWords } from "../language/useWords";
import { useDraft } from "../live/drafts";
import { Button } from "../ui/Button";
import { ErrorState } from "../ui/ErrorState";
import { Select, TextArea } from "../ui/Field";
import { FormError } from "../ui/FormError";
import { Skeleton } from "../ui/Skeleton";
import { showToast } from "../ui/toastStore";
import { useFormErrors } from "../ui/useFormErrors";
import styles from "./forms.module.css";
import { HoldRulesOvertaken } from "./HoldRulesOvertaken";
import { holdRulesQuery, useChangeHoldRules } from "./holdRules.queries";
import { linesIn } from "./newThread";

/** Which words and links wait for those who look after a space. */
export function HoldRules({ spaceId }: { spaceId: string }) {
  const { data, error, refetch } = useQuery(holdRulesQuery(spaceId));
  if (data) return <HoldRulesForm spaceId={spaceId} rules={data} />;
  return error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Skeleton lines={4} />;
}

interface Draft {
  /** One word or phrase a line. Null while they are as they are kept. */
  text: string | null;
  links: LinkHold | null;
  /** The version from which they were changed, so that nobody's change is written over unseen. */
  over: number;
}

const UNCHANGED: Draft = { text: null, links: null, over: 0 };
const FIELDS = ["words", "links"];
const rulesInput = z.object({ words: heldWords, links: z.enum(linkHolds) });

function HoldRulesForm({ spaceId, rules }: { spaceId: string; rules: HoldRulesView }) {
  const words = useWords();
  const sentence = useSentence();
  const changing = useChangeHoldRules(spaceId);
  const { draft, change, clear } = useDraft(`space.${spaceId}.holding`, UNCHANGED);
  const { form, errors, check, mark, refuse } = useFormErrors(FIELDS);
  const over = draft.text === null && draft.links === null ? rules.version : draft.over;
  const text = draft.text ?? rules.words.join("\n");
  const links = draft.links ?? rules.links;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const lines = withoutDoubles(linesIn(text));
    for (const word of lines) {
      const problem = heldWord.safeParse(word).error?.issues[0]?.message;
      if (problem)
        return mark({ words: words("forums.holding.wrong", { word, problem: sentence(problem) }) });
    }
    const input = check(rulesInput, { words: lines, links });
    if (input === null) return;
    const ends = {
      onSuccess: () => {
        clear();
        showToast(words("forums.holding.saved"));
      },
      onError: (error: unknown) => {
        if (!isRefusal(error, "rulesChanged")) refuse(error);
      },
    };
    changing.mutate({ over, ...input }, ends);
  };
  /** The choice goes with its buttons: one writes on in the words. */
  const goOn = (choose: () => void) => {
    choose();
    requestAnimationFrame(() => form.current?.querySelector("textarea")?.focus());
  };
  return (
    <form ref={form} className={styles.form} onSubmit={submit} noValidate>
      {over < rules.version && (
        <HoldRulesOvertaken
          rules={rules}
          onTakeTheirs={() => goOn(clear)}
          onKeepMine={() => goOn(() => change({ over: rules.version }))}
        />
      )}
      <TextArea
        label={words("forums.holding.words")}
        hint={words("forums.holding.wordsHint")}
        error={errors.words ?? null}
        rows={5}
        value={text}
        onChange={({ target }) => change({ text: target.value, over })}
      />
      <Select
        label={words("forums.holding.links")}
        hint={words("forums.holding.linksHint")}
        value={links}
        onChange={({ target }) => change({ links: target.value as LinkHold, over })}
      >
        {linkHolds.map((hold) => (
          <option key={hold} value={hold}>
            {words(`forums.holding.links.${hold}`)}
          </option>
        ))}
      </Select>
      <FormError message={errors.form} />
      <p>
        <Button type="submit" weight="first" isBusy={changing.isPending}>
          {words("forums.holding.save")}
        </Button>
      </p>
    </form>
  );
}
