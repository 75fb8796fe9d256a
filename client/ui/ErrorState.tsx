import { useRefusal } from "../language/useRefusal";
import { useWords } from "../language/useWords";
import { Button } from "./Button";
import styles from "./ErrorState.module.css";

interface Props {
  error: unknown;
  /** Asks again. */
  onRetry?: () => void;
}

/** What went wrong, in a sentence, and what to do about it. */
export function ErrorState({ error, onRetry }: Props) {
  const words = useWords();
  const refusal = useRefusal();
  return (
    <div className={styles.error} role="alert">
      <p>{refusal(error)}</p>
      {onRetry && <Button onClick={onRetry}>{words("ui.tryAgain")}</Button>}
    </div>
  );
}
