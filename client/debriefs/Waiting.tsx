import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { isHolding, isTalking as isTalkingIn } from "#shared/debriefs/debriefs.policy";
import { useWords } from "../language/useWords";
import { Button } from "../ui/Button";
import { Sheet } from "../ui/Dialog";
import { hearOf } from "./hearOf";
import { heldQuery } from "./held.queries";
import { pausesQuery } from "./pauses.queries";
import { useView } from "./useDebriefRoom";
import styles from "./Waiting.module.css";
import { WaitingRemark } from "./WaitingRemark";

/** How many remarks wait for a facilitator, in sight while there are any or more may come; read on a sheet. */
export function Waiting() {
  const words = useWords();
  const client = useQueryClient();
  const debriefId = useView(({ id }) => id);
  const isHeld = useView(isHolding);
  const isTalking = useView(({ stage }) => isTalkingIn(stage));
  const [isOpen, setIsOpen] = useState(false);
  const { data: waiting = [] } = useQuery(heldQuery(debriefId));
  useEffect(
    () =>
      hearOf(`debrieffacilitators:${debriefId}`, () => {
        for (const { queryKey } of [heldQuery(debriefId), pausesQuery(debriefId)])
          void client.invalidateQueries({ queryKey });
      }),
    [client, debriefId],
  );
  const count = waiting.length;
  if (!isTalking || (count === 0 && !isHeld && !isOpen)) return null;
  return (
    <div className={styles.strip}>
      <p role="status">
        {isHeld && words("debriefs.waiting.held")} {words("debriefs.waiting.status", { count })}
      </p>
      {count > 0 && (
        <Button size="small" onClick={() => setIsOpen(true)}>
          {words("debriefs.waiting.open", { count })}
        </Button>
      )}
      <Sheet title={words("debriefs.waiting.title")} isOpen={isOpen} onClose={() => setIsOpen(false)}>
        <p role="status" className={styles.count}>
          {words("debriefs.waiting.status", { count })}
        </p>
        <ol className={styles.list}>
          {waiting.map((held) => (
            <WaitingRemark key={held.id} held={held} />
          ))}
        </ol>
      </Sheet>
    </div>
  );
}
