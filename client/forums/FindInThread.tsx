import { useQuery } from "@tanstack/react-query";
import { ChevronDown, ChevronUp, X } from "lucide-react";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useRefusal } from "../language/useRefusal";
import { useWords } from "../language/useWords";
import styles from "./FindInThread.module.css";
import { findInAddress, findQuery, nameFind } from "./findInThread";
import { goTo, showFound, useThreadPage, useThreadPageStore } from "./threadPage";
import { useFoundMarks } from "./useFoundMarks";
import { useThread, useThreadView } from "./useThreadRoom";

/** Typing has paused. */
const PAUSE = 300;

/** Finds words in the whole thread, of which the browser only holds what is in sight. */
export function FindInThread() {
  const store = useThreadPageStore();
  const isOpen = useThreadPage(({ find }) => find !== null);
  useEffect(() => {
    const named = findInAddress();
    if (named !== null) store.setState({ find: named });
  }, [store]);
  return isOpen ? <FindBar /> : null;
}

function FindBar() {
  const words = useWords();
  const refusal = useRefusal();
  const store = useThreadPageStore();
  const { room } = useThread();
  const posts = useThreadView(({ thread }) => thread.posts);
  const written = useThreadPage(({ find }) => find ?? "");
  const [asked, setAsked] = useState(written);
  const found = useQuery(findQuery(room.threadId, asked, posts));
  const items = found.data?.items ?? [];
  const [place, setPlace] = useState<number | null>(null);
  const at = items.findIndex((item) => item.place === place);
  const field = useRef<HTMLInputElement>(null);
  useFoundMarks(items, place);

  useEffect(() => field.current?.select(), []);
  useEffect(() => {
    const timer = setTimeout(() => setAsked(written), PAUSE);
    nameFind(written);
    return () => clearTimeout(timer);
  }, [written]);
  // Whatever was found is shown at once: the first from where one is.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only other words lead elsewhere; a thread that grows does not.
  useEffect(() => {
    if (found.data === undefined || found.isPlaceholderData) return;
    const first = items.find((item) => item.place >= store.getState().at) ?? items[0];
    setPlace(first?.place ?? null);
    if (first) showFound(store, first.place, posts);
  }, [asked, found.data === undefined, found.isPlaceholderData]);

  const step = (by: 1 | -1) => {
    if (items.length === 0) return;
    const next = items[(Math.max(at, by === 1 ? -1 : 0) + by + items.length) % items.length]!;
    setPlace(next.place);
    showFound(store, next.place, posts);
  };
  const close = () => {
    nameFind(null);
    store.setState({ find: null });
    goTo(store, place ?? store.getState().at, posts);
  };
  const handleKeys = (event: KeyboardEvent) => {
    if (event.key === "Escape") close();
    else if (event.key === "Enter" && event.target === field.current) step(event.shiftKey ? -1 : 1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const isAsking = found.isFetching || asked !== written;
  const count = { count: items.length, at: at + 1 };
  const says =
    found.error !== null
      ? refusal(found.error)
      : written.trim().length < 2 || isAsking
        ? ""
        : items.length === 0
          ? words("forums.find.none")
          : words(found.data?.hasMore ? "forums.find.atOfMore" : "forums.find.at", count);
  return (
    <search className={styles.bar} data-find="" onKeyDown={handleKeys}>
      <input
        ref={field}
        type="search"
        className={styles.field}
        aria-label={words("forums.find.label")}
        placeholder={words("forums.find.label")}
        value={written}
        maxLength={200}
        enterKeyHint="search"
        onChange={({ target }) => store.setState({ find: target.value })}
      />
      <p role="status" className={styles.count}>
        {says}
      </p>
      <div className={styles.ways}>
        <button
          type="button"
          className={styles.way}
          aria-label={words("forums.find.previous")}
          onClick={() => step(-1)}
        >
          <ChevronUp size={18} aria-hidden="true" />
        </button>
        <button
          type="button"
          className={styles.way}
          aria-label={words("forums.find.next")}
          onClick={() => step(1)}
        >
          <ChevronDown size={18} aria-hidden="true" />
        </button>
        <button type="button" className={styles.way} aria-label={words("forums.find.close")} onClick={close}>
          <X size={18} aria-hidden="true" />
        </button>
      </div>
      {place !== null && at !== -1 && <p className={styles.line}>{items[at]?.line}</p>}
    </search>
  );
}
