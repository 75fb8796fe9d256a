import { useCallback, useRef, useState } from "react";
import type { DebriefFact } from "#shared/debriefs/debriefs.events";
import { isRefusal } from "../http/ApiError";
import { showToast } from "../ui/toastStore";
import { type DeedInput, type DeedName, doDeed } from "./deeds";
import { useRoom } from "./useDebriefRoom";
import { useRoomRefusal } from "./useRoomRefusal";

/**
 * A small deed in the room, sent at once. `run` gives the fact, or null when it did not come about; then the reason has
 * been shown. While it is under way a second click does nothing.
 */
export function useDeed<Name extends DeedName>(name: Name) {
  const room = useRoom();
  const refusal = useRoomRefusal();
  const [isBusy, setIsBusy] = useState(false);
  const isRunning = useRef(false);

  const run = useCallback(
    async (input: DeedInput<Name>): Promise<DebriefFact | null> => {
      if (isRunning.current) return null;
      isRunning.current = true;
      setIsBusy(true);
      try {
        const fact = await doDeed(room.channel.slice("debriefs:".length), name, input);
        room.fold(fact);
        return fact;
      } catch (error) {
        // Somebody else was quicker, or another window of one's own: what was wanted is so.
        if (!isRefusal(error, "alreadySo")) showToast(refusal(error), { tone: "wrong" });
        return null;
      } finally {
        isRunning.current = false;
        setIsBusy(false);
      }
    },
    [room, refusal, name],
  );
  return { run, isBusy };
}
