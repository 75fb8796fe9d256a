import { useEffect } from "react";
import { useStore } from "zustand";
import { useWords } from "../language/useWords";
import { Button } from "../ui/Button";
import { Skeleton } from "../ui/Skeleton";
import styles from "./PostList.module.css";
import { useThread } from "./useThreadRoom";
import { windowOf } from "./windows";

/** Who only flies past need not be fetched for. */
const REST = 100;

interface Props {
  place: number;
}

/** Stands where a post will be: fetches it once it has been in sight for a moment, and says so where it cannot be had. */
export function MissingPost({ place }: Props) {
  const words = useWords();
  const { windows } = useThread();
  const hasFailed = useStore(windows.store, ({ failed }) => failed.includes(windowOf(place)));
  useEffect(() => {
    if (hasFailed) return;
    const timer = setTimeout(() => void windows.have(place, place), REST);
    return () => clearTimeout(timer);
  }, [windows, place, hasFailed]);
  return (
    <div className={styles.missing} data-place={place} data-missing="">
      {hasFailed ? (
        <div role="alert">
          <p>{words("forums.missing.failed", { place })}</p>
          <Button size="small" onClick={() => void windows.have(place, place)}>
            {words("ui.tryAgain")}
          </Button>
        </div>
      ) : (
        <Skeleton lines={3} />
      )}
    </div>
  );
}
