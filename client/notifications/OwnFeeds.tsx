import { useInfiniteQuery } from "@tanstack/react-query";
import type { FeedView } from "#shared/notifications/feeds.contract";
import { useTime } from "../language/time";
import { useRefusal } from "../language/useRefusal";
import { useWords } from "../language/useWords";
import { Button } from "../ui/Button";
import { ErrorState } from "../ui/ErrorState";
import { ShowMore } from "../ui/ShowMore";
import { showToast } from "../ui/toastStore";
import { feedsQuery, useRevokeFeed } from "./feeds.queries";
import styles from "./notifications.module.css";

interface Props {
  onRenew: (spaceId: string) => void;
  /** An address that is shown may be nothing any more. */
  onRevoked: () => void;
}

/** One's feeds, each to be given a new address or taken away; nothing where there is none. */
export function OwnFeeds(deeds: Props) {
  const words = useWords();
  const feeds = useInfiniteQuery(feedsQuery);
  const items = feeds.data?.pages.flatMap((page) => page.items) ?? [];
  if (feeds.error) return <ErrorState error={feeds.error} onRetry={() => void feeds.refetch()} />;
  if (items.length === 0) return null;
  return (
    <>
      <h3 id="own-feeds">{words("feeds.mine")}</h3>
      <ul className={styles.list} aria-labelledby="own-feeds">
        {items.map((feed) => (
          <OwnFeed key={feed.spaceId} feed={feed} {...deeds} />
        ))}
      </ul>
      <ShowMore list={feeds} />
    </>
  );
}

function OwnFeed({ feed: { spaceId, spaceTitle, madeAt }, onRenew, onRevoked }: Props & { feed: FeedView }) {
  const words = useWords();
  const time = useTime();
  const refusal = useRefusal();
  const revoke = useRevokeFeed();
  const space = spaceTitle || words("feeds.gone");
  const handleRevoke = () =>
    revoke.mutate(spaceId, {
      onSuccess: () => {
        onRevoked();
        showToast(words("feeds.removed"));
      },
      onError: (error) => showToast(refusal(error), { tone: "wrong" }),
    });
  return (
    <li className={styles.feed}>
      <span>
        {space} <small className="soft">{words("feeds.made", { day: time.shortDay(madeAt) })}</small>
      </span>
      <span className={styles.actions}>
        {spaceTitle && (
          <Button
            size="small"
            aria-label={words("feeds.renewOf", { space })}
            onClick={() => onRenew(spaceId)}
          >
            {words("feeds.renew")}
          </Button>
        )}
        <Button
          size="small"
          weight="danger"
          aria-label={words("feeds.removeOf", { space })}
          isBusy={revoke.isPending}
          onClick={handleRevoke}
        >
          {words("feeds.remove")}
        </Button>
      </span>
    </li>
  );
}
