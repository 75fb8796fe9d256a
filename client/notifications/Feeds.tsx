import { useInfiniteQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { spacesQuery } from "../forums/forums.queries";
import { useRefusal } from "../language/useRefusal";
import { useWords } from "../language/useWords";
import { Button } from "../ui/Button";
import { ErrorState } from "../ui/ErrorState";
import { Select } from "../ui/Field";
import { ShowMore } from "../ui/ShowMore";
import { Skeleton } from "../ui/Skeleton";
import { showToast } from "../ui/toastStore";
import { FeedAddress } from "./FeedAddress";
import { useMakeFeed } from "./feeds.queries";
import styles from "./notifications.module.css";
import { OwnFeeds } from "./OwnFeeds";

/** Addresses at which programs of one's own read a space. */
export function Feeds() {
  const words = useWords();
  const refusal = useRefusal();
  const make = useMakeFeed();
  const handleMake = (spaceId: string) =>
    make.mutate(spaceId, { onError: (error) => showToast(refusal(error), { tone: "wrong" }) });
  return (
    <>
      <h2 id="feeds">{words("feeds.title")}</h2>
      <p className="soft">{words("feeds.text")}</p>
      <MakeFeed isBusy={make.isPending} onMake={handleMake} />
      {make.data && <FeedAddress key={make.data} address={make.data} />}
      <OwnFeeds onRenew={handleMake} onRevoked={() => make.reset()} />
    </>
  );
}

function MakeFeed({ isBusy, onMake }: { isBusy: boolean; onMake: (spaceId: string) => void }) {
  const words = useWords();
  const spaces = useInfiniteQuery(spacesQuery);
  const [chosen, setChosen] = useState<string | null>(null);
  const items = spaces.data?.pages.flatMap((page) => page.items) ?? [];
  const spaceId = chosen ?? items[0]?.id;
  const handleSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (spaceId !== undefined) onMake(spaceId);
  };
  if (spaces.isPending) return <Skeleton lines={2} />;
  if (spaces.error) return <ErrorState error={spaces.error} onRetry={() => void spaces.refetch()} />;
  return (
    <form className={styles.form} onSubmit={handleSubmit}>
      <Select
        label={words("feeds.space")}
        value={spaceId ?? ""}
        onChange={({ target }) => setChosen(target.value)}
      >
        {items.map(({ id, title }) => (
          <option key={id} value={id}>
            {title}
          </option>
        ))}
      </Select>
      <div className={styles.actions}>
        <Button type="submit" isBusy={isBusy}>
          {words("feeds.make")}
        </Button>
        <ShowMore list={spaces} />
      </div>
    </form>
  );
}
