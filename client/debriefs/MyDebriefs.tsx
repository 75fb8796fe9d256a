import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { DebriefSummary } from "#shared/debriefs/debriefs.contract";
import { isTalking } from "#shared/debriefs/debriefs.policy";
import { useMe } from "../accounts/accounts.queries";
import { useWords } from "../language/useWords";
import { useOutbox } from "../live/ConnectionState";
import { Button, ButtonLink } from "../ui/Button";
import { EmptyState } from "../ui/EmptyState";
import { ErrorState } from "../ui/ErrorState";
import { Notice } from "../ui/Notice";
import { Skeleton } from "../ui/Skeleton";
import { DebriefRow } from "./DebriefRow";
import rowStyles from "./DebriefRow.module.css";
import { ownDebriefsQuery } from "./debriefs.queries";
import styles from "./MyDebriefs.module.css";
import { NextUnscheduled } from "./NextUnscheduled";
import { useRoomRefusal } from "./useRoomRefusal";

/** What is live now, with one button to join. Nothing when nothing is. */
export function LiveNow() {
  const own = useOwnDebriefs();
  const live = own.debriefs.filter(({ stage }) => isTalking(stage));
  return (
    <div className={styles.lives}>
      <NotTaken />
      {live.map((debrief) => (
        <LivePanel key={debrief.id} debrief={debrief} />
      ))}
    </div>
  );
}

/** A room that is live or open, with the way in. */
export function LivePanel({ debrief }: { debrief: DebriefSummary }) {
  const words = useWords();
  const { id, title, here, place, stage, startsAt, campus, group, canFacilitate } = debrief;
  const ownCampusId = useMe()?.campus.id;
  const isOwnCampus = campus !== null && campus.id === ownCampusId;
  const now = group !== null ? "meets" : isOwnCampus ? "ownNow" : "now";
  const minutesIn = Math.floor((Date.now() - startsAt) / 60_000);
  return (
    <section className={styles.live} aria-label={`${words("debriefs.live.label")}: ${title}`}>
      <svg
        aria-hidden="true"
        className={styles.thread}
        viewBox="0 0 1100 160"
        preserveAspectRatio="none"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
      >
        <path d="M420 176c120 0 150-26 260-26s110 20 190 20 120-138 240-138" />
      </svg>
      <div className={styles.what}>
        <p className={styles.now}>
          {words(`debriefs.live.${stage === "open" ? "open" : now}`, { campus: campus?.name ?? group?.name })}
          {here !== null && here > 0 && <> · {words("debriefs.people.count", { count: here })}</>}
          {stage !== "open" && minutesIn >= 1 && minutesIn < 180 && (
            <> · {words("debriefs.live.minutesIn", { minutes: minutesIn })}</>
          )}
        </p>
        <h2>{title}</h2>
        <p className={styles.place}>
          {place ? words("debriefs.live.place", { place }) : words("debriefs.live.here")}
        </p>
      </div>
      <ButtonLink weight="first" size="large" to={`/debriefs/${id}`}>
        {words(canFacilitate ? "debriefs.live.facilitate" : "debriefs.live.join")}
      </ButtonLink>
    </section>
  );
}

/** What a room would not take must not be forgotten on the device. */
function NotTaken() {
  const words = useWords();
  const refusal = useRoomRefusal();
  const { posts } = useOutbox();
  return posts.map(
    (post) =>
      post.refusal !== null && (
        <Notice key={post.deedId} tone="wrong">
          <p>
            {words("debriefs.pending.refused")} {refusal(post.refusal)}
          </p>
          <div>
            <ButtonLink size="small" to={`/debriefs/${post.roomId}`}>
              {words("debriefs.pending.open")}
            </ButtonLink>
          </div>
        </Notice>
      ),
  );
}

/** One's own debriefs: those to come first, then those that were. What is live stands above, in `LiveNow`. */
export function MyDebriefs() {
  const words = useWords();
  const own = useOwnDebriefs();
  const [arePastShown, setArePastShown] = useState(false);
  if (own.isLoading) return <Skeleton lines={4} />;
  if (own.error) return <ErrorState error={own.error} onRetry={own.retry} />;
  const coming = own.debriefs.filter(({ stage }) => stage === "scheduled").reverse();
  const past = own.debriefs.filter(({ stage }) => stage === "closed");
  if (own.debriefs.length === 0) {
    return <EmptyState title={words("debriefs.own.none")}>{words("debriefs.own.noneText")}</EmptyState>;
  }
  const shownPast = arePastShown ? past : past.slice(0, SHOWN_PAST);
  return (
    <div className={styles.own}>
      {coming.length === 0 && (
        <NextUnscheduled scheduledIds={own.debriefs.flatMap(({ conveningId }) => conveningId ?? [])} />
      )}
      <Rows debriefs={coming} />
      {past.length > 0 && (
        <div>
          <h3 className={styles.past}>{words("debriefs.own.past")}</h3>
          <Rows debriefs={shownPast} />
          {(past.length > shownPast.length || own.hasMore) && (
            <Button
              className={rowStyles.more}
              isBusy={own.isFetchingMore}
              onClick={() => {
                setArePastShown(true);
                if (own.hasMore) own.fetchMore();
              }}
            >
              {words("ui.showMore")}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}

const SHOWN_PAST = 3;

function Rows({ debriefs }: { debriefs: readonly DebriefSummary[] }) {
  if (debriefs.length === 0) return null;
  return (
    <ul className={rowStyles.list}>
      {debriefs.map((debrief) => (
        <DebriefRow key={debrief.id} debrief={debrief} isOwn />
      ))}
    </ul>
  );
}

function useOwnDebriefs() {
  const list = useInfiniteQuery(ownDebriefsQuery);
  return {
    debriefs: list.data?.pages.flatMap(({ items }) => items) ?? [],
    isLoading: list.isPending,
    error: list.data === undefined ? list.error : null,
    retry: () => void list.refetch(),
    hasMore: list.hasNextPage,
    isFetchingMore: list.isFetchingNextPage,
    fetchMore: () => void list.fetchNextPage(),
  };
}
