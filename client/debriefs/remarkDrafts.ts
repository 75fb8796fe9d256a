import type { ContributionKind } from "#shared/debriefs/debriefs.contract";
import { useDraft } from "../live/drafts";
import { useView } from "./useDebriefRoom";

const NEW_REMARK = { text: "", kind: "insight" as ContributionKind, isUnnamed: false };
const NEW_ANSWER = { text: "", isUnnamed: false };

/** What is being written to the room. */
export function useRemarkDraft() {
  const roomId = useView(({ id }) => id);
  return useDraft(`${roomId}.remark`, NEW_REMARK);
}

/** What is being written under a contribution. */
export function useAnswerDraft(contributionId: string) {
  const roomId = useView(({ id }) => id);
  return useDraft(`${roomId}.answer.${contributionId}`, NEW_ANSWER);
}

/** Puts words back into a composer, after those that are there already. */
export function withWords(draft: string, words: string): string {
  return draft.trim() === "" ? words : `${draft.trimEnd()}\n\n${words}`;
}
