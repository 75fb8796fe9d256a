import { useInfiniteQuery } from "@tanstack/react-query";
import type { ReportOutcome, ReportView } from "#shared/care/care.contract";
import { HeldCard } from "../forums/HeldCard";
import { useTime } from "../language/time";
import { useWords } from "../language/useWords";
import { Button } from "../ui/Button";
import { PagedList } from "../ui/PagedList";
import styles from "./Care.module.css";
import { reportsQuery, useSettle } from "./care.queries";
import { DeskNotes } from "./DeskNotes";
import { HandUp } from "./HandUp";
import { History } from "./History";
import { Lookers } from "./Lookers";
import { ReportDeed } from "./ReportDeed";
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
  const none = <p className="soft">{words("care.reports.none")}</p>;
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
  const outcome = outcomeOf(report);
  const canBeAsked = !report.isAsked && post?.author.isAway !== true;
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
        <>
          <ReportDeed kind="hide" report={report} post={post} groupId={groupId} />
          {canBeAsked && <ReportDeed kind="ask" report={report} post={post} groupId={groupId} />}
        </>
      )}
      <Button size="small" isBusy={settle.isPending} onClick={() => settle.mutate({ reportId: id, outcome })}>
        {words(`care.settle.${outcome}`)}
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
    </HeldCard>
  );
}

/** How the report ends by what was done so far. */
function outcomeOf({ post, isAsked }: ReportView): ReportOutcome {
  if (post?.state === "hidden") return "hidden";
  return isAsked ? "asked" : "stays";
}
