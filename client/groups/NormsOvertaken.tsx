import { useWords } from "../language/useWords";
import { Button } from "../ui/Button";
import { Notice } from "../ui/Notice";
import cards from "./Cards.module.css";
import { NormsList } from "./NormsList";

interface Props {
  /** The norms as another facilitator has put them. */
  texts: readonly string[];
  onTakeTheirs: () => void;
  onKeepMine: () => void;
}

/** Shows what somebody else agreed on while one wrote, and lets one choose from which of the two to go on. */
export function NormsOvertaken({ texts, onTakeTheirs, onKeepMine }: Props) {
  const words = useWords();
  return (
    <div role="alert">
      <Notice tone="waiting">
        <p>{words("groups.norms.overtaken")}</p>
        <NormsList texts={texts} />
        <div className={cards.ways}>
          <Button size="small" onClick={onTakeTheirs}>
            {words("groups.norms.takeTheirs")}
          </Button>
          <Button size="small" onClick={onKeepMine}>
            {words("groups.norms.keepMine")}
          </Button>
        </div>
      </Notice>
    </div>
  );
}
