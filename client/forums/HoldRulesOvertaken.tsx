import type { HoldRulesView } from "#shared/forums/holdRules.contract";
import { useWords } from "../language/useWords";
import { Button } from "../ui/Button";
import { Notice } from "../ui/Notice";
import styles from "./forms.module.css";

interface Props {
  /** The rules as another moderator has put them. */
  rules: HoldRulesView;
  onTakeTheirs: () => void;
  onKeepMine: () => void;
}

/** Shows the rules that somebody else made while one wrote, and lets one choose from which of the two to go on. */
export function HoldRulesOvertaken({ rules, onTakeTheirs, onKeepMine }: Props) {
  const words = useWords();
  return (
    <div role="alert">
      <Notice tone="waiting">
        <p>{words("forums.holding.overtaken")}</p>
        <ul>
          {rules.words.map((word) => (
            <li key={word}>{word}</li>
          ))}
          <li>
            {words("forums.holding.links")}: {words(`forums.holding.links.${rules.links}`)}
          </li>
        </ul>
        <div className={styles.ways}>
          <Button size="small" onClick={onTakeTheirs}>
            {words("forums.holding.takeTheirs")}
          </Button>
          <Button size="small" onClick={onKeepMine}>
            {words("forums.holding.keepMine")}
          </Button>
        </div>
      </Notice>
    </div>
  );
}
