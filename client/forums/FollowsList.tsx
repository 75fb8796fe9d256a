import { useQuery } from "@tanstack/react-query";
import { type FocusEvent, useEffect, useRef } from "react";
import { Link } from "react-router";
import type { FollowView } from "#shared/forums/follows.contract";
import { useRefusal } from "../language/useRefusal";
import { useWords } from "../language/useWords";
import { Button } from "../ui/Button";
import { CampusMark } from "../ui/CampusMark";
import { ErrorState } from "../ui/ErrorState";
import { Skeleton } from "../ui/Skeleton";
import { showToast } from "../ui/toastStore";
import { FollowPlace } from "./FollowPlace";
import styles from "./FollowsList.module.css";
import { followsQuery, useFollow } from "./follows.queries";

/** The spaces, tags and people that one follows or mutes, each with the way to change it or let it go. */
export function FollowsList() {
  const words = useWords();
  const follows = useQuery(followsQuery);
  const focus = useFocusOfRows(follows.data?.length ?? 0);
  if (follows.data === undefined) {
    return follows.error ? (
      <ErrorState error={follows.error} onRetry={() => void follows.refetch()} />
    ) : (
      <Skeleton lines={3} />
    );
  }
  return (
    <div {...focus} tabIndex={-1}>
      {follows.data.length === 0 ? (
        <p className="soft">{words("forums.follows.none")}</p>
      ) : (
        <ul className={styles.list}>
          {follows.data.map((follow) => (
            <FollowRow key={`${follow.kind}:${follow.targetId}`} follow={follow} />
          ))}
        </ul>
      )}
    </div>
  );
}

/** A row goes with the button that let it go; the focus goes to the one that takes its place, or to the whole. */
function useFocusOfRows(count: number) {
  const ref = useRef<HTMLDivElement>(null);
  const at = useRef(-1);
  const rows = () => [...(ref.current?.querySelectorAll("li") ?? [])];
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a row that comes or goes can take the focus along.
  useEffect(() => {
    if (at.current === -1 || document.activeElement !== document.body) return;
    const row = rows().at(Math.min(at.current, count - 1));
    (row?.querySelector<HTMLElement>(":scope > button:last-child") ?? ref.current)?.focus();
  }, [count]);
  const onFocus = ({ target }: FocusEvent) => {
    at.current = rows().findIndex((row) => row.contains(target));
  };
  return { ref, onFocus };
}

function FollowRow({ follow: { kind, targetId, label, campus } }: { follow: FollowView }) {
  const words = useWords();
  const refusal = useRefusal();
  const follow = useFollow();
  const letGo = () =>
    follow.mutate(
      { kind, targetId, level: "normal" },
      { onError: (error) => showToast(refusal(error), { tone: "wrong" }) },
    );
  return (
    <li className={styles.row}>
      <span className={styles.what}>
        <span className="small soft">{words(`forums.follows.kind.${kind}`)}</span>
        <span className={styles.name}>
          {kind === "space" ? <Link to={`/spaces/${targetId}`}>{label}</Link> : label}
          {campus && kind === "person" && <CampusMark campus={campus} />}
        </span>
      </span>
      <FollowPlace kind={kind} targetId={targetId} name={label} />
      <Button
        size="small"
        weight="quiet"
        isBusy={follow.isPending}
        aria-label={words("forums.follows.letGoOf", { name: label })}
        onClick={letGo}
      >
        {words("forums.follows.letGo")}
      </Button>
    </li>
  );
}
