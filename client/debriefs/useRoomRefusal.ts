import { useCallback } from "react";
import { ApiError } from "../http/ApiError";
import { useRefusal } from "../language/useRefusal";
import { type MessageKey, useWords } from "../language/useWords";

/** The refusals that only rooms know, in the reader's language. */
const own: Readonly<Record<string, MessageKey>> = {
  notOpen: "debriefs.refusal.notOpen",
  closed: "debriefs.refusal.closed",
  breath: "debriefs.refusal.breath",
  paused: "debriefs.refusal.paused",
  withdrawn: "debriefs.refusal.withdrawn",
  handIsDown: "debriefs.refusal.handIsDown",
  stageMoved: "debriefs.refusal.stageMoved",
  alreadyScheduled: "debriefs.refusal.alreadyScheduled",
};

/** Says why a room refused, for anything that was thrown or kept as the reason. */
export function useRoomRefusal(): (refusal: unknown) => string {
  const words = useWords();
  const general = useRefusal();
  return useCallback(
    (refusal) => {
      const error = isKept(refusal) ? new ApiError(409, refusal) : refusal;
      const key = error instanceof ApiError ? own[error.code] : undefined;
      return key ? words(key) : general(error);
    },
    [words, general],
  );
}

/** A reason that was kept beside a post, as code and sentence. */
function isKept(refusal: unknown): refusal is { code: string; message: string } {
  return !(refusal instanceof Error) && typeof (refusal as { code?: unknown } | null)?.code === "string";
}
