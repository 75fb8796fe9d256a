import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { AnswerView, ContributionView, Reaction } from "#shared/debriefs/debriefs.contract";
import { useMe } from "../accounts/accounts.queries";
import { mineQuery } from "./debriefs.queries";
import { usePause } from "./usePause";

/** What in the room is one's own, also where it is unsigned, and whether one may add to it. */
export interface Mine {
  isMine(remark: ContributionView | AnswerView): boolean;
  hasReacted(contributionId: string, reaction: Reaction): boolean;
  /** One reads and does not speak for a while. */
  isPaused: boolean;
}

/** Stays the same value until something of one's own changes, so that hundreds of remarks need not look again. */
export function useMine(debriefId: string): Mine {
  const personId = useMe()?.personId;
  const { data } = useQuery(mineQuery(debriefId));
  const isPaused = usePause() !== null;
  return useMemo(() => {
    const ids = new Set(data?.contributionIds);
    const reactions = new Set(data?.reactions.map((own) => `${own.contributionId} ${own.reaction}`));
    return {
      isMine: ({ id, author }) => ids.has(id) || (author !== null && author.personId === personId),
      hasReacted: (contributionId, reaction) => reactions.has(`${contributionId} ${reaction}`),
      isPaused,
    };
  }, [data, personId, isPaused]);
}
