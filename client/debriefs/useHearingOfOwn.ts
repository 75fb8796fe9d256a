import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useMe } from "../accounts/accounts.queries";
import { mineQuery } from "./debriefs.queries";
import { hearOf } from "./hearOf";
import { useView } from "./useDebriefRoom";

/** Keeps true what in the room is one's own and no peer is told: what is held of it, and a pause. */
export function useHearingOfOwn(): void {
  const client = useQueryClient();
  const personId = useMe()?.personId ?? "";
  const debriefId = useView(({ id }) => id);
  useEffect(
    () =>
      hearOf(`debriefmine:${personId}`, () => {
        void client.invalidateQueries({ queryKey: mineQuery(debriefId).queryKey });
      }),
    [client, personId, debriefId],
  );
}
