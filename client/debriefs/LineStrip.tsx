import type { ReactNode } from "react";
import { useWords } from "../language/useWords";
import { Button } from "../ui/Button";
import styles from "./Lines.module.css";

interface Props {
  /** There is something that one has not seen. */
  isNews: boolean;
  words: string;
  onOpen: () => void;
  /** The sheet that it opens. */
  children: ReactNode;
}

/** What there is to know of private lines, in sight on the stage, and the way to it. */
export function LineStrip({ isNews, words: told, onOpen, children }: Props) {
  const words = useWords();
  return (
    <div className={styles.strip} data-news={isNews ? "" : undefined}>
      <p>{told}</p>
      <Button size="small" onClick={onOpen}>
        {words("debriefs.line.open")}
      </Button>
      {children}
    </div>
  );
}
