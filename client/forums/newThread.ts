import { useCallback, useRef } from "react";
import type { ThreadKind } from "#shared/forums/threads.contract";
import { type StartThreadInput, threadEndpoints } from "#shared/forums/threads.endpoints";
import { newId } from "#shared/ids";
import { doPatiently } from "../live/deed";
import { useDraft } from "../live/drafts";
import { toLocalInput } from "./remindTimes";
import { tagsIn } from "./tags";
import { useKeptDraft } from "./useKeptDraft";

/** What of a thread that is being written is no text: kept on this device alone. */
export interface ThreadFields {
  kind: ThreadKind;
  categoryId: string;
  tags: string;
  /** One choice of a poll a line. */
  options: string;
  isMultiple: boolean;
  /** Of a proposal: until when positions are taken, as a field for date and time holds it. */
  decideBy: string;
  /** Further categories, parted by blanks. */
  alsoIn: string;
  /** The thread's id to be: made with the first try to start it, so that trying again starts it once. */
  threadId: string;
}

const EMPTY: ThreadFields = {
  kind: "discussion",
  categoryId: "",
  tags: "",
  options: "",
  isMultiple: false,
  decideBy: "",
  alsoIn: "",
  threadId: "",
};

/** A thread that is being written for a space. One draft a space: the category is one of the things one may change. */
export function useNewThread(spaceId: string) {
  const text = useKeptDraft("thread", spaceId);
  const { draft: fields, change, clear } = useDraft<ThreadFields>(`${spaceId}.thread.fields`, EMPTY);
  const latest = useRef(fields);
  latest.current = fields;

  /** Starts it and gives its id, and whether it waits for a moderator; throws the refusal. */
  const start = useCallback(
    async (
      categoryId: string,
      input: Omit<StartThreadInput, "threadId">,
    ): Promise<{ threadId: string; isHeld: boolean }> => {
      const threadId = latest.current.threadId || newId();
      change({ threadId });
      return await doPatiently(threadEndpoints.start, {
        params: { categoryId },
        input: { ...input, threadId },
      });
    },
    [change],
  );
  const letGo = () => {
    text.letGo();
    clear();
  };
  return { text, fields, change, start, letGo };
}

/** What is asked of the server, from what the form holds. */
export function toInput(title: string, fields: ThreadFields) {
  const { kind, tags, options, isMultiple, decideBy, alsoIn } = fields;
  const until = new Date(decideBy).getTime();
  return {
    kind,
    title,
    tags: tagsIn(tags),
    poll: kind === "poll" ? { options: linesIn(options), isMultiple } : null,
    ...(kind === "proposal" && !Number.isNaN(until) && { decideBy: until }),
    alsoIn: idsIn(alsoIn),
  };
}

/** The same day of next week, at the next full hour of that day by the device's clock; at its last where none follows. */
export function aWeekAhead(now: Date): string {
  const hour = Math.min(now.getHours() + 1, 23);
  const then = new Date(now.getFullYear(), now.getMonth(), now.getDate() + 7, hour);
  return toLocalInput(then);
}

export function linesIn(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

export function idsIn(text: string): string[] {
  return text.split(" ").filter((id) => id !== "");
}
