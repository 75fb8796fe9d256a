import { infiniteQueryOptions, useInfiniteQuery } from "@tanstack/react-query";
import { accountEndpoints } from "#shared/accounts/accounts.contract";
import { call } from "../http/call";
import { useTime } from "../language/time";
import { useWords } from "../language/useWords";
import { Button } from "../ui/Button";
import { EmptyState } from "../ui/EmptyState";
import { ErrorState } from "../ui/ErrorState";
import { Page } from "../ui/Page";
import { PageTitle } from "../ui/PageTitle";
import { Skeleton } from "../ui/Skeleton";
import styles from "./OutboxPage.module.css";
import { withLinks } from "./withLinks";

const outboxQuery = infiniteQueryOptions({
  queryKey: ["accounts", "outbox"],
  queryFn: ({ pageParam, signal }) =>
    call(accountEndpoints.outbox, { input: pageParam ? { after: pageParam } : {}, signal }),
  initialPageParam: null as string | null,
  getNextPageParam: ({ next }) => next,
  staleTime: 0,
  // Someone waits for a message that another window has just caused.
  refetchInterval: 4_000,
});

/** The mail that this deployment kept instead of sending; there only while one tries it out without a mail server. */
export function OutboxPage() {
  const words = useWords();
  const time = useTime();
  const outbox = useInfiniteQuery(outboxQuery);
  const messages = outbox.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Page width="narrow">
      <PageTitle title={words("proof.outbox")} />
      <h1>{words("proof.outbox")}</h1>
      <p className={styles.lead}>{words("proof.outboxLead")}</p>
      {outbox.data && messages.length === 0 && <EmptyState title={words("proof.outboxEmpty")} />}
      {messages.length > 0 && (
        <ol className={styles.list}>
          {messages.map(({ id, to, subject, text, at }) => (
            <li key={id} className={styles.message}>
              <h2>{subject}</h2>
              <p className="small soft">
                {words("proof.outboxTo", { address: to, when: `${time.shortDay(at)}, ${time.clock(at)}` })}
              </p>
              <p className={styles.text}>{withLinks(text)}</p>
            </li>
          ))}
        </ol>
      )}
      {outbox.hasNextPage && (
        <Button
          className={styles.more}
          isBusy={outbox.isFetchingNextPage}
          onClick={() => void outbox.fetchNextPage()}
        >
          {words("ui.showMore")}
        </Button>
      )}
      {outbox.isPending && <Skeleton />}
      {outbox.error && <ErrorState error={outbox.error} onRetry={() => void outbox.refetch()} />}
    </Page>
  );
}
