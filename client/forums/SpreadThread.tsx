import { type FormEvent, useState } from "react";
import { useWords } from "../language/useWords";
import { Dialog } from "../ui/Dialog";
import { FormEnds } from "../ui/FormEnds";
import { FormError } from "../ui/FormError";
import { Skeleton } from "../ui/Skeleton";
import { useFormErrors } from "../ui/useFormErrors";
import styles from "./forms.module.css";
import { StandingField } from "./StandingField";
import { useStandings } from "./useStandings";
import { useThreadDeed } from "./useThreadDeed";
import { useThread } from "./useThreadRoom";

/** Another home, or a further place. */
export type Spreading = "moveHome" | "crossPost";

interface Props {
  /** Null while nobody asks. */
  way: Spreading | null;
  onClose: () => void;
}

/** Lets the thread stand in another space, instead of its home or besides. */
export function SpreadThread({ way, onClose }: Props) {
  const words = useWords();
  return (
    <Dialog title={words(`forums.spread.${way ?? "moveHome"}`)} isOpen={way !== null} onClose={onClose}>
      {way !== null && <SpreadForm way={way} onClose={onClose} />}
    </Dialog>
  );
}

function SpreadForm({ way, onClose }: { way: Spreading; onClose: () => void }) {
  const words = useWords();
  const { room, mine } = useThread();
  const { standings, isPending } = useStandings();
  const [chosenId, setChosenId] = useState("");
  const { form, errors, refuse } = useFormErrors([]);
  const { run, isBusy } = useThreadDeed(way, { onRefused: refuse });
  const taken = (way === "moveHome" ? mine.placements.slice(0, 1) : mine.placements).map(
    ({ spaceId }) => spaceId,
  );
  const offered = standings.filter(({ space }) => !taken.includes(space.id));
  const all = offered.flatMap(({ categories }) => categories);
  const categoryId = (all.find(({ id }) => id === chosenId) ?? all[0])?.id;
  if (categoryId === undefined) return isPending ? <Skeleton /> : <p>{words("forums.spread.nowhere")}</p>;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if ((await run({ threadId: room.threadId }, { categoryId })) !== null) onClose();
  };
  return (
    <form ref={form} className={styles.form} onSubmit={(event) => void submit(event)}>
      <StandingField
        standings={offered}
        value={categoryId}
        hint={words("forums.standing.hint")}
        onChange={setChosenId}
      />
      <FormError message={errors.form} />
      <FormEnds confirm={words(`forums.spread.${way}.confirm`)} isBusy={isBusy} onClose={onClose} />
    </form>
  );
}
