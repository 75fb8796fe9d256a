import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import type { HeldView } from "#shared/forums/held.contract";
import { HeldCard } from "../forums/HeldCard";
import { ownHeldQuery, useHeldDeeds } from "../forums/held.queries";
import { WhyGone } from "../forums/WhyGone";
import { WhyMineWaits } from "../forums/WhyHeld";
import { useTime } from "../language/time";
import { useWords } from "../language/useWords";
import { Button } from "../ui/Button";
import { EmptyState } from "../ui/EmptyState";
import { PagedList } from "../ui/PagedList";
import { decisionsQuery } from "./appeals.queries";
import styles from "./Care.module.css";
import { CareFrame } from "./CareFrame";
import { ownReportsQuery } from "./care.queries";
import { DecisionList } from "./DecisionList";
import { useArrivalAt } from "./useArrivalAt";

/** Everything of one's own that waits for a moderator, what became of it, and what was decided about one. */
export function WaitingPage() {
  const words = useWords();
  const decided = useArrivalAt("decisions", useIsStill());
  return (
    <CareFrame title={words("care.own.title")} lead={words("care.own.lead")}>
      <section className={styles.part} aria-labelledby="said">
        <h2 id="said">{words("care.own.said")}</h2>
        <OwnHeld />
      </section>
      <section className={styles.part} aria-labelledby="reported">
        <h2 id="reported">{words("care.own.reported")}</h2>
        <OwnReports />
      </section>
      <section id="decisions" className={styles.part} aria-labelledby="decided">
        <h2 id="decided" ref={decided} tabIndex={-1}>
          {words("care.own.decided")}
        </h2>
        <DecisionList />
      </section>
    </CareFrame>
  );
}

/** Every list of the page has come or failed, so that nothing on it moves any more. */
function useIsStill(): boolean {
  const held = useInfiniteQuery(ownHeldQuery);
  const reports = useInfiniteQuery(ownReportsQuery);
  const decisions = useInfiniteQuery(decisionsQuery);
  return !held.isPending && !reports.isPending && !decisions.isPending;
}

function OwnHeld() {
  const words = useWords();
  const list = useInfiniteQuery(ownHeldQuery);
  return (
    <PagedList
      list={list}
      className={styles.list}
      none={<EmptyState title={words("care.own.none")}>{words("care.own.noneText")}</EmptyState>}
    >
      {(held) => <Own key={held.id} held={held} />}
    </PagedList>
  );
}

/** What became of it, and what can still be done with it. */
function Own({ held }: { held: HeldView }) {
  const words = useWords();
  const { takeBack } = useHeldDeeds();
  const { id, state, kind, postId } = held;
  const canTakeBack = kind !== "post" && (state === "waiting" || state === "refused");
  return (
    <HeldCard held={held}>
      <p>
        <strong>{words(`care.state.${state}`)}</strong> <WhyGone {...held} /> <WhyMineWaits held={held} />
      </p>
      <div className={styles.ways}>
        {canTakeBack && (
          <Button size="small" weight="quiet" isBusy={takeBack.isPending} onClick={() => takeBack.mutate(id)}>
            {words("forums.withdraw.do")}
          </Button>
        )}
        {(state === "released" || kind === "post") && (
          <Link to={`/posts/${postId}`}>{words("care.own.open")}</Link>
        )}
      </div>
    </HeldCard>
  );
}

function OwnReports() {
  const words = useWords();
  const time = useTime();
  const list = useInfiniteQuery(ownReportsQuery);
  const none = <p className="soft">{words("care.own.noReports")}</p>;
  return (
    <PagedList list={list} className={styles.list} none={none}>
      {({ id, postId, reason, at, isSettled }) => (
        <li key={id} className={styles.row}>
          <span>
            <Link to={`/posts/${postId}`}>{words(`care.reason.${reason}`)}</Link> · {time.ago(at)}
          </span>
          <strong>{words(isSettled ? "care.report.settled" : "care.report.open")}</strong>
        </li>
      )}
    </PagedList>
  );
}
