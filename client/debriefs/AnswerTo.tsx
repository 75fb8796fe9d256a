import { useWords } from "../language/useWords";
import styles from "./Contribution.module.css";
import { useView } from "./useDebriefRoom";

/** What a held answer answers, by its first words. */
export function AnswerTo({ contributionId }: { contributionId: string }) {
  const words = useWords();
  const answered = useView(({ contributions }) => contributions.find(({ id }) => id === contributionId));
  if (answered === undefined) return null;
  const text = answered.isWithdrawn ? words("debriefs.withdrawn") : answered.text;
  return <p className={styles.answered}>{words("debriefs.held.answerTo", { text })}</p>;
}
