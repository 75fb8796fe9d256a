import { lazy, Suspense, useEffect, useMemo } from "react";
import { Link, useParams } from "react-router";
import { canAnswerThread } from "#shared/forums/threads.policy";
import { canSpeakInGroup } from "#shared/groups/groups.policy";
import { isRefusal } from "../http/ApiError";
import { tellZone } from "../language/tellZone";
import { useWords } from "../language/useWords";
import { PageTitle } from "../ui/PageTitle";
import { ComposerContext, createComposer } from "./composerContext";
import { FindInThread } from "./FindInThread";
import { ForumsFailed, NotYours } from "./ForumsFailed";
import { JumpSheet } from "./JumpSheet";
import { NewReplies } from "./NewReplies";
import { PendingReplies } from "./PendingReplies";
import { PlacePill } from "./PlacePill";
import { PostList } from "./PostList";
import { ReplyComposer } from "./ReplyComposer";
import { Scrubber } from "./Scrubber";
import { ThreadHead } from "./ThreadHead";
import styles from "./ThreadPage.module.css";
import { createThreadPage, ThreadPageContext, useThreadPage } from "./threadPage";
import { useThreadKeys } from "./useThreadKeys";
import {
  ThreadContext,
  useThread,
  useThreadRoom,
  useThreadState,
  useThreadSubject,
  useThreadView,
} from "./useThreadRoom";
import { placeIn } from "./useWishes";

/** What most readers of a thread never meet is fetched where somebody does. */
const ChooseBar = lazy(async () => ({ default: (await import("./ChooseBar")).ChooseBar }));
const HeldReplies = lazy(async () => ({ default: (await import("./HeldReplies")).HeldReplies }));

/** One thread: what was said in it, and a place to reply. */
export function ThreadPage() {
  const { threadId = "", place } = useParams();
  return <ThreadGate key={threadId} threadId={threadId} place={placeIn(place)} />;
}

/** Opens the thread, and shows it once there is something true to show. */
function ThreadGate({ threadId, place }: { threadId: string; place: number | null }) {
  const { mine, room, windows } = useThreadRoom(threadId, place);
  useEffect(tellZone, []);
  const { data, error } = mine;
  const around = useMemo(() => (data ? { room, windows, mine: data } : null), [room, windows, data]);
  if (around === null || isRefusal(error, "notFound")) return <ForumsFailed query={mine} />;
  return (
    <ThreadContext value={around}>
      <Standing />
    </ThreadContext>
  );
}

/** Rights that ended take the thread off the screen, however much of it is still known here. */
function Standing() {
  const isRefused = useThreadState(({ connection }) => connection === "refused");
  const hasView = useThreadState(({ view }) => view !== null);
  if (isRefused) return <NotYours />;
  return hasView ? <Thread /> : null;
}

function Thread() {
  const { mine, room } = useThread();
  const title = useThreadView(({ thread }) => thread.title);
  // What is shown at first is what there was as one came in.
  // biome-ignore lint/correctness/useExhaustiveDependencies: as above
  const page = useMemo(
    () => createThreadPage(room.store.getState().view?.thread.posts ?? 0, mine.readTo),
    [room],
  );
  const composer = useMemo(createComposer, []);
  return (
    <ThreadPageContext value={page}>
      <ComposerContext value={composer}>
        <PageTitle title={title} />
        <Keys />
        <div className={styles.page}>
          <div className={styles.thread}>
            <ThreadHead />
            <FindInThread />
            <PostList />
            {mine.held.length > 0 && (
              <Suspense>
                <HeldReplies />
              </Suspense>
            )}
            <PendingReplies />
            <Dock />
          </div>
          <Scrubber />
        </div>
        <JumpSheet />
      </ComposerContext>
    </ThreadPageContext>
  );
}

function Keys() {
  useThreadKeys();
  return null;
}

/** What lies at the foot: new replies, where one is, and the place to reply. */
function Dock() {
  const words = useWords();
  const { viewer, subject } = useThreadSubject();
  const isClosed = useThreadView(({ thread }) => thread.isClosed);
  const canAnswer = canAnswerThread(viewer, subject);
  // A group's threads stand in its own forum alone.
  const groupId = subject.placements[0]?.category.space.groupId ?? null;
  const isPaused = !isClosed && groupId !== null && !canSpeakInGroup(viewer, groupId);
  const isChoosing = useThreadPage(({ chosen }) => chosen !== null);
  return (
    <div className={styles.dock} data-dock="">
      <div className={styles.above}>
        <NewReplies />
        <PlacePill />
      </div>
      {isChoosing ? (
        <Suspense>
          <ChooseBar />
        </Suspense>
      ) : canAnswer ? (
        <ReplyComposer />
      ) : (
        <p className={styles.closed}>
          {words(isClosed ? "forums.closed" : isPaused ? "forums.paused" : "forums.readOnly")}{" "}
          {isPaused && <Link to={`/groups/${groupId}`}>{words("forums.pausedWhy")}</Link>}
        </p>
      )}
    </div>
  );
}
