import type { ContributionView } from "#shared/debriefs/debriefs.contract";
import type { ContributeInput } from "#shared/debriefs/debriefs.endpoints";
import { debriefEndpoints } from "#shared/debriefs/debriefs.endpoints";
import { useOutbox } from "../live/ConnectionState";
import type { PendingPost } from "../live/outbox";
import { useLiveSession } from "../live/session";
import { useView } from "./useDebriefRoom";

/** A remark that waits on this device, with what it was meant to be. */
export interface PendingRemark extends PendingPost {
  input: { text: string; isUnnamed: boolean; kind?: ContributeInput["kind"]; contributionId?: string };
}

/** What was said in this room and is not yet in it: contributions, or the answers to one of them. */
export function usePending(contributionId: string | null): PendingRemark[] {
  const roomId = useView(({ id }) => id);
  const { posts } = useOutbox();
  // A fact may come by the socket before the answer to the post: then it is in the room, and nowhere else.
  const contributions = useView((view) => (posts.length === 0 ? NONE : view.contributions));
  const isSaid = (deedId: string) =>
    contributions.some(({ id, answers }) => id === deedId || answers.some((answer) => answer.id === deedId));
  return posts.filter(
    (post): post is PendingRemark =>
      post.roomId === roomId &&
      (post.input.contributionId ?? null) === contributionId &&
      typeof post.input.text === "string" &&
      !isSaid(post.deedId),
  );
}

const NONE: readonly ContributionView[] = [];

/** Says something in the room by way of the device's outbox, so that it is not lost from here on. */
export function usePost() {
  const roomId = useView(({ id }) => id);
  const outbox = useLiveSession((session) => session.outbox);
  const add = (path: string, input: Record<string, unknown>) =>
    outbox?.add({ roomId, path, params: { debriefId: roomId }, input });
  return {
    contribute: (input: Omit<ContributeInput, "deedId">) => add(debriefEndpoints.contribute.path, input),
    answer: (input: { contributionId: string; text: string; isUnnamed: boolean }) =>
      add(debriefEndpoints.answer.path, input),
    retry: (deedId: string) => outbox?.retry(deedId),
    take: (deedId: string) => outbox?.take(deedId) ?? null,
  };
}
