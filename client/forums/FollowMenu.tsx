import { useQueryClient } from "@tanstack/react-query";
import type { FollowLevel } from "#shared/forums/threads.contract";
import { threadEndpoints } from "#shared/forums/threads.endpoints";
import { useRefusal } from "../language/useRefusal";
import { useWords } from "../language/useWords";
import { doPatiently } from "../live/deed";
import { announce } from "../ui/announcerStore";
import { showToast } from "../ui/toastStore";
import { LevelMenu } from "./LevelMenu";
import { noteLevel } from "./threads.queries";
import { useThread } from "./useThreadRoom";

/** How closely one follows the thread. */
export function FollowMenu() {
  const words = useWords();
  const refusal = useRefusal();
  const client = useQueryClient();
  const { room, mine } = useThread();
  const { threadId } = room;
  const choose = async (level: FollowLevel) => {
    const before = mine.level;
    noteLevel(client, threadId, level);
    try {
      await doPatiently(threadEndpoints.follow, { params: { threadId }, input: { level } });
      announce(words(`forums.follow.${level}`));
    } catch (error) {
      noteLevel(client, threadId, before);
      showToast(refusal(error), { tone: "wrong" });
    }
  };
  return (
    <LevelMenu
      of="thread"
      level={mine.level}
      label={words("forums.follow.label", { level: words(`forums.follow.${mine.level}`) })}
      onChoose={(level) => void choose(level)}
    />
  );
}
