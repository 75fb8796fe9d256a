import { useQuery } from "@tanstack/react-query";
import type { FollowLevel, PostView } from "#shared/forums/threads.contract";
import { useRefusal } from "../language/useRefusal";
import { useWords } from "../language/useWords";
import type { MenuItem } from "../ui/Menu";
import { showToast } from "../ui/toastStore";
import { followsQuery, useFollow } from "./follows.queries";
import { useThread, useThreadSubject } from "./useThreadRoom";

/** Follows or mutes what somebody else begins, where their campus is at home; and blocks them, wherever they are. */
export function usePersonItems(
  { author: { personId, name, campus, isAway } }: PostView,
  onBlock: () => void,
): MenuItem[] {
  const words = useWords();
  const refusal = useRefusal();
  const { mine } = useThread();
  const { viewer } = useThreadSubject();
  const follow = useFollow();
  const level = useQuery(followsQuery).data?.find(
    ({ kind, targetId }) => kind === "person" && targetId === personId,
  )?.level;
  const isAround = campus !== null && mine.placements.some(({ campusIds }) => campusIds.includes(campus.id));
  if (personId === viewer.personId || isAway) return [];
  const isBlocked = mine.blockedIds.includes(personId);
  const block = {
    key: "block",
    label: words(isBlocked ? "forums.block.stop" : "forums.block.do", { name }),
    onChoose: onBlock,
  };
  if (!isAround || isBlocked) return [block];
  const choose = (wanted: FollowLevel) =>
    follow.mutate(
      { kind: "person", targetId: personId, level: wanted },
      {
        onSuccess: () => showToast(words(`forums.followPerson.${wanted}`, { name })),
        onError: (error) => showToast(refusal(error), { tone: "wrong" }),
      },
    );
  const follows = level === "follow" || level === "watch";
  return [
    {
      key: "followPerson",
      label: words(follows ? "forums.followPerson.stop" : "forums.followPerson.do", { name }),
      onChoose: () => choose(follows ? "normal" : "follow"),
    },
    {
      key: "mutePerson",
      label: words(level === "mute" ? "forums.mutePerson.stop" : "forums.mutePerson.do", { name }),
      onChoose: () => choose(level === "mute" ? "normal" : "mute"),
    },
    block,
  ];
}
