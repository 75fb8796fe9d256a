import { useCallback } from "react";
import { isRefusal } from "../http/ApiError";
import { useRefusal } from "../language/useRefusal";
import { useWords } from "../language/useWords";

/** Says what went wrong; where norms were accepted that have changed meanwhile, that the new ones stand there now. */
export function useNormsRefusal(): (error: unknown) => string {
  const words = useWords();
  const refusal = useRefusal();
  return useCallback(
    (error) => (isRefusal(error, "normsChanged") ? words("groups.norms.changedMeanwhile") : refusal(error)),
    [words, refusal],
  );
}
