import type { ContributionView } from "#shared/debriefs/debriefs.contract";
import { useWords } from "../language/useWords";
import { Button } from "../ui/Button";
import styles from "./Contribution.module.css";
import { useRemarkDraft, withWords } from "./remarkDrafts";
import { forgetTakenBack, rememberTakenBack, useTakenBack } from "./takenBack";
import { useDeed } from "./useDeed";

interface Props {
  contribution: ContributionView;
  onDone: () => void;
}

/** Asks before words go for good. */
export function Withdrawing({ contribution, onDone }: Props) {
  const words = useWords();
  const { run, isBusy } = useDeed("withdraw");
  const withdraw = async () => {
    rememberTakenBack(contribution);
    const fact = await run({ contributionId: contribution.id });
    if (fact === null) forgetTakenBack(contribution.id);
  };
  return (
    <div className={styles.asking}>
      <p>{words("debriefs.withdraw.question")}</p>
      <Button size="small" weight="danger" isBusy={isBusy} onClick={() => void withdraw()}>
        {words("debriefs.withdraw.confirm")}
      </Button>
      <Button size="small" weight="quiet" onClick={onDone}>
        {words("debriefs.withdraw.keep")}
      </Button>
    </div>
  );
}

/** Puts words that were just taken back into the composer again. */
export function WriteAnew({ contributionId }: { contributionId: string }) {
  const words = useWords();
  const taken = useTakenBack((state) => state.words[contributionId]);
  const { draft, change } = useRemarkDraft();
  if (taken === undefined) return null;
  const writeAnew = () => {
    const { text, kind, author } = taken;
    change({ text: withWords(draft.text, text), kind, isUnnamed: author === null });
    forgetTakenBack(contributionId);
    document.getElementById("remark")?.focus();
  };
  return (
    <Button size="small" onClick={writeAnew}>
      {words("debriefs.withdraw.rewrite")}
    </Button>
  );
}
