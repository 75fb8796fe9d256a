import { useInfiniteQuery } from "@tanstack/react-query";
import { useWords } from "../language/useWords";
import { EmptyState } from "../ui/EmptyState";
import { ErrorState } from "../ui/ErrorState";
import { ShowMore } from "../ui/ShowMore";
import { Skeleton } from "../ui/Skeleton";
import { DebriefRow } from "./DebriefRow";
import styles from "./DebriefRow.module.css";
import { debriefsOfQuery } from "./debriefs.queries";

interface Props {
  conveningId: string;
}

/** The campuses' debriefs of a convening; the way in stands where the viewer's own is. */
export function DebriefList({ conveningId }: Props) {
  const words = useWords();
  const list = useInfiniteQuery(debriefsOfQuery(conveningId));
  if (list.data === undefined) {
    return list.error ? (
      <ErrorState error={list.error} onRetry={() => void list.refetch()} />
    ) : (
      <Skeleton lines={4} />
    );
  }
  const debriefs = list.data.pages.flatMap(({ items }) => items);
  if (debriefs.length === 0) {
    return <EmptyState title={words("debriefs.list.none")}>{words("debriefs.list.noneText")}</EmptyState>;
  }
  return (
    <>
      <ul className={styles.list}>
        {debriefs.map((debrief) => (
          <DebriefRow key={debrief.id} debrief={debrief} />
        ))}
      </ul>
      <ShowMore list={list} className={styles.more} />
    </>
  );
}
