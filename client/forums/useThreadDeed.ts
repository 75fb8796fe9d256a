import { useCallback, useRef, useState } from "react";
import { moderationEndpoints } from "#shared/forums/moderation.endpoints";
import { threadEndpoints } from "#shared/forums/threads.endpoints";
import type { ForumFact } from "#shared/forums/threads.events";
import type { Endpoint, InputOf, ParamsOf } from "#shared/http/endpoint";
import { newId } from "#shared/ids";
import { isRefusal } from "../http/ApiError";
import { useRefusal } from "../language/useRefusal";
import { doPatiently } from "../live/deed";
import { showToast } from "../ui/toastStore";
import { useThread } from "./useThreadRoom";

const endpoints = { ...threadEndpoints, ...moderationEndpoints };
type Endpoints = typeof endpoints;
/** The small deeds; a reply goes by way of the outbox. */
export type DeedName =
  | "vote"
  | "retitle"
  | "accept"
  | "close"
  | "place"
  | "react"
  | "edit"
  | "withdraw"
  | "hide"
  | "hold"
  | "split"
  | "merge"
  | "moveHome"
  | "crossPost"
  | "takeAway"
  | "pace";
export type DeedInput<Name extends DeedName> = Omit<InputOf<Endpoints[Name]>, "deedId">;

interface Options {
  /** Says itself why it was refused; otherwise a line at the foot of the page does. */
  onRefused?: (error: unknown) => void;
}

/** A small deed in the open thread, by its name. */
export function useThreadDeed<Name extends DeedName>(name: Name, options?: Options) {
  return useDeed<Endpoints[Name]>(endpoints[name], options);
}

/**
 * A small deed in the open thread, sent at once. `run` gives the fact, or null when it did not come about; then the
 * reason has been shown. While it is under way a second click does nothing.
 */
export function useDeed<Door extends Endpoint>(door: Door, { onRefused }: Options = {}) {
  const { room } = useThread();
  const refusal = useRefusal();
  const [isBusy, setIsBusy] = useState(false);
  const isRunning = useRef(false);
  const refused = useRef(onRefused);
  refused.current = onRefused;

  const run = useCallback(
    async (params: ParamsOf<Door>, input: Omit<InputOf<Door>, "deedId">): Promise<ForumFact | null> => {
      if (isRunning.current) return null;
      isRunning.current = true;
      setIsBusy(true);
      try {
        const options = { params, input: { ...input, deedId: newId() } };
        const fact = (await doPatiently(door as Endpoint, options as never)) as ForumFact;
        room.fold(fact);
        return fact;
      } catch (error) {
        // Somebody else was quicker, or another window of one's own: what was wanted is so.
        if (isRefusal(error, "alreadySo")) return null;
        if (refused.current) refused.current(error);
        else showToast(refusal(error), { tone: "wrong" });
        return null;
      } finally {
        isRunning.current = false;
        setIsBusy(false);
      }
    },
    [room, refusal, door],
  );
  return { run, isBusy };
}
