import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import type { PlacementView } from "#shared/forums/threads.contract";
import { useWords } from "../language/useWords";
import { Dialog } from "../ui/Dialog";
import { ErrorState } from "../ui/ErrorState";
import { Select } from "../ui/Field";
import { FormEnds } from "../ui/FormEnds";
import { Skeleton } from "../ui/Skeleton";
import styles from "./forms.module.css";
import { spaceQuery } from "./forums.queries";
import { useThreadDeed } from "./useThreadDeed";
import { useThread } from "./useThreadRoom";

interface Props {
  /** Where it is to move from; null while nobody asks. */
  placement: PlacementView | null;
  onClose: () => void;
}

/** Moves the thread to another category of a space. */
export function MoveThread({ placement, onClose }: Props) {
  const words = useWords();
  return (
    <Dialog title={words("forums.move.title")} isOpen={placement !== null} onClose={onClose}>
      {placement && <MoveForm placement={placement} onClose={onClose} />}
    </Dialog>
  );
}

function MoveForm({ placement, onClose }: { placement: PlacementView; onClose: () => void }) {
  const words = useWords();
  const { room } = useThread();
  const { spaceId, isPinned, isHidden } = placement;
  const space = useQuery(spaceQuery(spaceId));
  const [categoryId, setCategoryId] = useState(placement.categoryId);
  const { run, isBusy } = useThreadDeed("place");
  if (!space.data) {
    return space.error ? (
      <ErrorState error={space.error} onRetry={() => void space.refetch()} />
    ) : (
      <Skeleton />
    );
  }
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const input = { spaceId, categoryId, isPinned, isHidden };
    if ((await run({ threadId: room.threadId }, input)) !== null) onClose();
  };
  return (
    <form className={styles.form} onSubmit={(event) => void submit(event)}>
      <Select
        label={words("forums.move.to", { space: space.data.title })}
        value={categoryId}
        onChange={({ target }) => setCategoryId(target.value)}
      >
        {space.data.categories.map(({ id, title }) => (
          <option key={id} value={id}>
            {title}
          </option>
        ))}
      </Select>
      <FormEnds confirm={words("forums.move.confirm")} isBusy={isBusy} onClose={onClose} />
    </form>
  );
}
