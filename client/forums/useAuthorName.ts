import { useCallback } from "react";
import type { AuthorMark } from "#shared/forums/threads.contract";
import { useWords } from "../language/useWords";

/** What an author is called: of one who is not here it is said that their words were brought in. */
export function useAuthorName(): (author: AuthorMark) => string {
  const words = useWords();
  return useCallback(
    ({ name, isAway }) => {
      if (!isAway) return name;
      return name === "" ? words("forums.author.unknown") : words("forums.author.away", { name });
    },
    [words],
  );
}
