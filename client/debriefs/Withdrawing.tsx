import type { ContributionView } from "#shared/debriefs/debriefs.contract";
import { useWords } from "../language/useWords";
import { Button } from "../ui/Button";
import { showToast } from "../ui/toastStore";
import styles from "./Contribution.module.css";
import { useRemarkDraft, withWords } from "./remarkDrafts";
import { useDeed } from "./useDeed";

interface Props {
  contribution: ContributionView;
  onDone: () => void;
}

/** Asks before words go for good; afterwards they can be put back into the composer. */
export function Withdrawing({ contribution, onDone }: Props) {
  const words = useWords();
  const { run, isBusy } = useDeed("withdraw");
  const { draft, change } = useRemarkDraft();
  const { text, kind, author } = contribution;
  const withdraw = async () => {
    if ((await run({ contributionId: contribution.id })) === null) return;
    showToast(words("debriefs.withdraw.done"), {
      action: {
        label: words("debriefs.withdraw.rewrite"),
        onAction: () => change({ text: withWords(draft.text, text), kind, isUnnamed: author === null }),
      },
    });
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
