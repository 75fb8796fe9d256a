import { useState } from "react";
import type { ReportView } from "#shared/care/care.contract";
import { askedEndpoints } from "#shared/forums/asked.contract";
import type { PostView } from "#shared/forums/threads.contract";
import { threadEndpoints } from "#shared/forums/threads.endpoints";
import { type Id, newId } from "#shared/ids";
import { useDeedRefusal } from "../forums/held.queries";
import { type GivenReason, ReasonDialog } from "../forums/ReasonDialog";
import { isRefusal } from "../http/ApiError";
import { call } from "../http/call";
import { useWords } from "../language/useWords";
import { Button } from "../ui/Button";
import { useSettle } from "./care.queries";

/** What can be done about a reported post from the desk: each settles the report by that. */
const DEEDS = {
  hide: { outcome: "hidden", alreadyDone: "alreadySo", label: "care.hide", send: hide },
  ask: { outcome: "asked", alreadyDone: "isAsked", label: "forums.ask.do", send: ask },
} as const;

interface Props {
  kind: keyof typeof DEEDS;
  report: ReportView;
  post: PostView;
  groupId: Id | null;
}

/** Does it with a reason that the author reads. What somebody else has done meanwhile is done too. */
export function ReportDeed({ kind, report, post, groupId }: Props) {
  const words = useWords();
  const [isAsking, setIsAsking] = useState(false);
  const { give, isBusy } = useDeed(kind, report, post);
  return (
    <>
      <Button size="small" weight={kind === "hide" ? "first" : "plain"} onClick={() => setIsAsking(true)}>
        {words(DEEDS[kind].label)}
      </Button>
      <ReasonDialog
        title={words(`forums.${kind}.title`, { name: post.author.name })}
        text={words(`forums.${kind}.text`)}
        confirm={words(`forums.${kind}.confirm`)}
        groupId={groupId}
        isOpen={isAsking}
        isBusy={isBusy}
        deed={`${kind}.${post.id}`}
        onGive={(why) => give(why, () => setIsAsking(false))}
        onClose={() => setIsAsking(false)}
      />
    </>
  );
}

function useDeed(kind: Props["kind"], { id: reportId }: ReportView, { id: postId }: PostView) {
  const { outcome, alreadyDone, send } = DEEDS[kind];
  const sayRefusal = useDeedRefusal();
  const settle = useSettle();
  const [isSending, setIsSending] = useState(false);
  const give = async (why: GivenReason, onEnd: () => void) => {
    setIsSending(true);
    try {
      await send(postId, { deedId: newId(), ...why });
    } catch (error) {
      if (!isRefusal(error, alreadyDone)) {
        sayRefusal(error);
        return false;
      }
    } finally {
      setIsSending(false);
    }
    settle.mutate({ reportId, outcome }, { onSettled: onEnd });
    return true;
  };
  return { give, isBusy: isSending || settle.isPending };
}

type Sent = GivenReason & { deedId: Id };

async function hide(postId: Id, why: Sent): Promise<void> {
  await call(threadEndpoints.hide, { params: { postId }, input: { isHidden: true, ...why } });
}

async function ask(postId: Id, why: Sent): Promise<void> {
  await call(askedEndpoints.ask, { params: { postId }, input: why });
}
