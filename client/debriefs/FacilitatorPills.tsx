import type { ContributionView } from "#shared/debriefs/debriefs.contract";
import { useWords } from "../language/useWords";
import { classNames } from "../ui/classNames";
import styles from "./Contribution.module.css";
import { useFacilitatedParts } from "./Facilitating";
import { useDeed } from "./useDeed";

interface Props {
  contribution: ContributionView;
  isLit: boolean;
  isTalking: boolean;
}

/** What a facilitator does with a remark: shows it to everyone, keeps it for the room; and with who said it in their name. */
export function FacilitatorPills({ contribution, isLit, isTalking }: Props) {
  const words = useWords();
  const spotlight = useDeed("spotlight");
  const takeaway = useDeed("markTakeaway");
  const parts = useFacilitatedParts();
  const { id, isTakeaway, author } = contribution;
  if (!isTalking) return null;
  return (
    <>
      <button
        type="button"
        className={classNames(styles.pill, styles.quiet)}
        aria-pressed={isLit}
        onClick={() => void spotlight.run({ contributionId: isLit ? null : id })}
      >
        {words("debriefs.spotlight.do")}
      </button>
      <button
        type="button"
        className={classNames(styles.pill, styles.quiet)}
        aria-pressed={isTakeaway}
        onClick={() => void takeaway.run({ contributionId: id, isTakeaway: !isTakeaway })}
      >
        {words("debriefs.takeaway.do")}
      </button>
      {parts && author && <parts.PauseFromRemark person={author} />}
    </>
  );
}
