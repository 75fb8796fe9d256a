import { useWords } from "../language/useWords";
import { Button } from "../ui/Button";
import { Dialog } from "../ui/Dialog";
import styles from "./Blocks.module.css";
import { useBlock } from "./blocks.queries";

interface Props {
  person: { personId: string; name: string };
  /** Whether they are blocked by now: then it is asked whether they no longer shall be. */
  isBlocked: boolean;
  onClose: () => void;
}

/** Says what blocking somebody does, and does not, before it is done; and so of ending it. */
export function BlockPerson({ person, isBlocked, onClose }: Props) {
  const words = useWords();
  const block = useBlock(person);
  const way = isBlocked ? "stop" : "do";
  const { name } = person;
  return (
    <Dialog title={words(`blocks.${way}.title`, { name })} isOpen onClose={onClose}>
      <div className={styles.dialog}>
        <p>{words(`blocks.${way}.text`, { name })}</p>
        {!isBlocked && <p>{words("blocks.do.care")}</p>}
        <div className={styles.ends}>
          <Button weight="quiet" onClick={onClose}>
            {words("blocks.leave")}
          </Button>
          <Button
            weight={isBlocked ? "first" : "danger"}
            isBusy={block.isPending}
            onClick={() => block.mutate(!isBlocked, { onSuccess: onClose })}
          >
            {words(`blocks.${way}.confirm`)}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
