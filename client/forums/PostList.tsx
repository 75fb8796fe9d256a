import { memo, type ReactNode, type Ref, useEffect, useMemo, useRef, useState } from "react";
import { type CacheSnapshot, WindowVirtualizer, type WindowVirtualizerHandle } from "virtua";
import { useTime } from "../language/time";
import { useWords } from "../language/useWords";
import { arrivedWith, HEIGHT_OF_MISSING, sizesOf } from "./firstThread";
import { postAt } from "./heldPosts";
import { MissingPost } from "./MissingPost";
import { MovedMark } from "./MovedMark";
import { isFolded } from "./marks";
import { Post } from "./Post";
import styles from "./PostList.module.css";
import { StillPosts } from "./StillPosts";
import { useThreadPage } from "./threadPage";
import { useFollowEnd } from "./useFollowEnd";
import { useReading, type WatchPost } from "./useReading";
import { useThread, useThreadView } from "./useThreadRoom";
import { useWhereabouts } from "./useWhereabouts";
import { useWishes } from "./useWishes";

/**
 * The posts in their order, of which only those in sight are in the page. What is not held yet has a place already, so
 * that the bar at the side tells the truth and any reply can be gone to at once.
 */
export function PostList() {
  const shown = useThreadPage((page) => page.shown);
  const line = useThreadPage((page) => page.line);
  const here = useThreadPage(({ wish }) => (wish?.isFocused || wish?.isMarked ? wish.place : null));
  const places = useMemo(() => Array.from({ length: shown }, (_, place) => place), [shown]);
  const list = useRef<WindowVirtualizerHandle>(null);
  const frame = useRef<HTMLDivElement>(null);
  const watch = useReading();
  const measure = useWhereabouts(frame);
  useWishes(list, frame);
  useFollowEnd(list);

  const sizes = useDrawnSizes(shown);
  const slot = (place: number) => (
    <Slot
      key={place}
      place={place}
      count={shown}
      hasLine={place === line}
      isHere={place === here}
      watch={watch}
    />
  );

  // biome-ignore lint/correctness/useExhaustiveDependencies: another number of places has another end.
  useEffect(measure, [measure, shown]);
  return (
    <div ref={frame} className={styles.frame}>
      {import.meta.env.SSR ? (
        <StillPosts shown={shown}>{slot}</StillPosts>
      ) : (
        <WindowVirtualizer
          ref={list}
          data={places}
          as={Feed}
          cache={sizes}
          // Without it the list takes these sizes for guesses until others are measured, and keeps nothing around
          // what is in sight.
          itemSize={sizes && HEIGHT_OF_MISSING}
          onScroll={measure}
          onResize={measure}
          bufferSize={600}
        >
          {slot}
        </WindowVirtualizer>
      )}
    </div>
  );
}

/** How high the posts are that the server has drawn, so that what is on the screen stays where it is. */
function useDrawnSizes(count: number): CacheSnapshot | undefined {
  const { room } = useThread();
  return useState(() => {
    const arrived = arrivedWith(room.threadId);
    return arrived === null ? undefined : (sizesOf(arrived, count) as unknown as CacheSnapshot);
  })[0];
}

function Feed({ ref, style, children }: { ref?: Ref<HTMLDivElement>; style: object; children: ReactNode }) {
  const words = useWords();
  return (
    <div ref={ref} role="feed" aria-label={words("forums.posts")} style={style}>
      {children}
    </div>
  );
}

interface SlotProps {
  place: number;
  count: number;
  hasLine: boolean;
  isHere: boolean;
  watch: WatchPost;
}

/** One place: its post, or what stands there until it is held. */
const Slot = memo(function Slot({ place, count, hasLine, isHere, watch }: SlotProps) {
  const post = useThreadView(({ posts }) => postAt(posts, place));
  const end = useRef<HTMLDivElement>(null);
  const isHeld = post !== undefined;
  useEffect(() => {
    if (isHeld && end.current !== null) return watch(end.current, place);
  }, [watch, place, isHeld]);
  const isTold = useThreadView(({ posts }) => isFolded(posts, place));
  if (post === undefined) return <MissingPost place={place} />;
  return (
    <div className={isTold ? undefined : styles.slot}>
      {hasLine && <UnreadLine at={post.at} />}
      {post.state !== "moved" && <Post post={post} count={count} isHere={isHere} />}
      {post.state === "moved" && !isTold && <MovedMark post={post} count={count} isHere={isHere} />}
      <div ref={end} aria-hidden="true" />
    </div>
  );
});

/** From here on everything is new. */
function UnreadLine({ at }: { at: number }) {
  const words = useWords();
  const time = useTime();
  return <p className={styles.unread}>{words("forums.newSince", { since: time.ago(at) })}</p>;
}
