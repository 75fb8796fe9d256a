import { queryOptions, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { heldRemarkEndpoints } from "#shared/debriefs/heldRemarks.endpoints";
import { call } from "../http/call";
import { doPatiently } from "../live/deed";
import { showToast } from "../ui/toastStore";
import { mineQuery } from "./debriefs.queries";
import { useView } from "./useDebriefRoom";
import { useRoomRefusal } from "./useRoomRefusal";

/** What waits for a room's facilitators. The room's own channel for them says when to ask anew. */
export const heldQuery = (debriefId: string) =>
  queryOptions({
    queryKey: ["debriefs", "held", debriefId],
    queryFn: ({ signal }) => call(heldRemarkEndpoints.list, { signal, params: { debriefId } }),
    select: ({ items }) => items,
    staleTime: Number.POSITIVE_INFINITY,
  });

/** Settles one held remark. Each deed answers whether it came about; where not, the reason has been shown. */
export function useSettling(heldId: string) {
  const client = useQueryClient();
  const refusal = useRoomRefusal();
  const debriefId = useView(({ id }) => id);
  const params = { debriefId, heldId };
  const [isBusy, setIsBusy] = useState(false);

  const run = async (deed: () => Promise<unknown>): Promise<boolean> => {
    if (isBusy) return false;
    setIsBusy(true);
    try {
      await deed();
      return true;
    } catch (error) {
      showToast(refusal(error), { tone: "wrong" });
      return false;
    } finally {
      setIsBusy(false);
      for (const { queryKey } of [heldQuery(debriefId), mineQuery(debriefId)])
        void client.invalidateQueries({ queryKey });
    }
  };
  return {
    isBusy,
    show: () => run(() => doPatiently(heldRemarkEndpoints.show, { params })),
    decline: (reason: string) =>
      run(() => doPatiently(heldRemarkEndpoints.decline, { params, input: { reason } })),
    withdraw: () => run(() => doPatiently(heldRemarkEndpoints.withdraw, { params })),
  };
}
