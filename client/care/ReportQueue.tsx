import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReportView } from "#shared/care/care.contract";
import { threadEndpoints } from "#shared/forums/threads.endpoints";
import { newId } from "#shared/ids";
import { HeldCard } from "../forums/HeldCard";
import { useDeedRefusal } from "../forums/held.queries";
import { type GivenReason, ReasonDialog } from "../forums/ReasonDialog";
import { isRefusal } from "../http/ApiError";
import { call } from "../http/call";
import { useTime } from "../language/time";
import { useWords } from "../language/useWords";
import { Button } from "../ui/Button";
import { EmptyState } from "../ui/EmptyState";
import { PagedList } from "../ui/PagedList";
import styles from "./Care.module.css";
import { reportsQuery, useSettle } from "./care.queries";
import { DeskNotes } from "./DeskNotes";
import { HandUp } from "./HandUp";
import { History } from "./History";
import { Lookers } from "./Lookers";
import { useMatter } from "./useMatter";

interface Props {
  spaceId: string | null;
  /** The group whose forum the space is, or null. */
  groupId: string | null;
}

/** The open reports of a space, or those that went past its moderators; the oldest first. */
export function ReportQueue({ spaceId, groupId }: Props) {
  const words = useWords();
  const list = useInfiniteQuery(reportsQuery(spaceId));
  const none = <EmptyState title={words("care.reports.none")}>{words("care.reports.noneText")}</EmptyState>;
  return (
    <PagedList list={list} className={styles.list} none={none}>
      {(report) => <Report key={report.id} report={report} groupId={groupId} />}
    </PagedList>
  );
}

function Report({ report, groupId }: Pick<Props, "groupId"> & { report: ReportView }) {
  const words = useWords();
  const time = useTime();
  const { id, post, threadTitle, reason, note, at, canOpen, canHandUp, handed, history } = report;
  const settle = useSettle();
  const { isAsking, setIsAsking, hide, isHiding } = useHiding(report);
  const { frame, others, isLooking, isHeard } = useMatter(id);
  const name = post?.author.name ?? "";
  const why = (
    <p className={styles.note}>
      <strong>{words(`care.reason.${reason}`)}</strong> · {words("care.reported", { ago: time.ago(at) })}
      {note !== "" && <> · {note}</>}
    </p>
  );
  const known = (
    <>
      {handed !== "" && <p className={styles.note}>{words("care.handed", { reason: handed })}</p>}
      {post !== null && <History history={history} name={name} />}
      <Lookers others={others} isLooking={isLooking} />
    </>
  );
  const ways = (
    <div className={styles.ways}>
      {canOpen && post?.state === "shown" && (
        <Button size="small" weight="first" onClick={() => setIsAsking(true)}>
          {words("care.hide")}
        </Button>
      )}
      <Button
        size="small"
        isBusy={settle.isPending}
        onClick={() =>
          settle.mutate({ reportId: id, outcome: post?.state === "hidden" ? "hidden" : "stays" })
        }
      >
        {words(post?.state === "hidden" ? "care.settle.hidden" : "care.settle.stays")}
      </Button>
      {canHandUp && <HandUp kind="report" id={id} />}
    </div>
  );
  if (post === null)
    return (
      <li {...frame} className={styles.row}>
        {why}
        {known}
        {ways}
        <DeskNotes matterId={id} isHeard={isHeard} />
      </li>
    );
  const { threadId, author, body } = post;
  return (
    <HeldCard frame={frame} held={{ kind: "post", threadId, threadTitle, author, at: post.at, body }}>
      {why}
      {known}
      {ways}
      <DeskNotes matterId={id} isHeard={isHeard} />
      <ReasonDialog
        title={words("forums.hide.title", { name })}
        text={words("forums.hide.text")}
        confirm={words("forums.hide.confirm")}
        groupId={groupId}
        isOpen={isAsking}
        isBusy={isHiding || settle.isPending}
        deed={`hide.${post.id}`}
        onGive={hide}
        onClose={() => setIsAsking(false)}
      />
    </HeldCard>
  );
}

/** Hides the post with a reason, and settles the report by that. Hidden by somebody else meanwhile is hidden too. */
function useHiding({ id, post }: ReportView) {
  const sayRefusal = useDeedRefusal();
  const settle = useSettle();
  const [isAsking, setIsAsking] = useState(false);
  const [isHiding, setIsHiding] = useState(false);
  const hide = async (why: GivenReason) => {
    if (post === null) return false;
    setIsHiding(true);
    try {
      const input = { deedId: newId(), isHidden: true, ...why };
      await call(threadEndpoints.hide, { params: { postId: post.id }, input });
    } catch (error) {
      if (!isRefusal(error, "alreadySo")) {
        sayRefusal(error);
        return false;
      }
    } finally {
      setIsHiding(false);
    }
    settle.mutate({ reportId: id, outcome: "hidden" }, { onSettled: () => setIsAsking(false) });
    return true;
  };
  return { isAsking, setIsAsking, hide, isHiding };
}
