import { useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import type { PostView } from "#shared/forums/threads.contract";
import { threadEndpoints } from "#shared/forums/threads.endpoints";
import {
  canAskToEdit,
  canEditPost,
  canEditThread,
  canHidePost,
  canWithdrawPost,
} from "#shared/forums/threads.policy";
import { call } from "../http/call";
import { useTime } from "../language/time";
import { useRefusal } from "../language/useRefusal";
import { useWords } from "../language/useWords";
import { BlockPerson } from "../people/Blocks";
import { Menu, type MenuItem } from "../ui/Menu";
import { showToast } from "../ui/toastStore";
import { useDeedRefusal } from "./held.queries";
import { usePostMenuItems } from "./PostMenuItems";
import { useThreadPageStore } from "./threadPage";
import { noteBookmark, noteReadTo, refreshMine } from "./threads.queries";
import { useAuthorName } from "./useAuthorName";
import { usePersonItems } from "./usePersonItems";
import { useThreadDeed } from "./useThreadDeed";
import { useThread, useThreadSubject, useThreadView } from "./useThreadRoom";

interface Props {
  post: PostView;
  className: string | undefined;
}

/** What is done with a post more rarely. */
export function PostMenu({ post, className }: Props) {
  const words = useWords();
  const nameOf = useAuthorName();
  const [asking, setAsking] = useState<"ask" | "block" | "hide" | "hold" | "withdraw" | "remind" | null>(
    null,
  );
  const sayRefusal = useDeedRefusal();
  const { mine } = useThread();
  const mark = useMark(post);
  const forReaders = useReaderItems(post, mark, () => setAsking("remind"));
  const forOthers = usePersonItems(post, () => setAsking("block"));
  const fromOthers = usePostMenuItems()(post);
  const forAuthors = useAuthorItems(post, () => setAsking("withdraw"));
  const forModerators = useModeratorItems(post, setAsking);
  return (
    <>
      <Menu
        className={className}
        label={words("forums.more.of", { name: nameOf(post.author) })}
        items={[...forReaders, ...forOthers, ...forAuthors, ...fromOthers, ...forModerators]}
      >
        {words("forums.more")}
      </Menu>
      <Suspense>
        {asking === "remind" && (
          <RemindMe onClose={() => setAsking(null)} onChoose={(at) => void mark(true, at)} />
        )}
        {(asking === "hide" || asking === "hold") && (
          <HidePost post={post} way={asking} onRefused={sayRefusal} onClose={() => setAsking(null)} />
        )}
        {asking === "ask" && <AskToEdit post={post} onRefused={sayRefusal} onClose={() => setAsking(null)} />}
        {asking === "block" && (
          <BlockPerson
            person={post.author}
            isBlocked={mine.blockedIds.includes(post.author.personId)}
            onClose={() => setAsking(null)}
          />
        )}
        {asking === "withdraw" && <WithdrawPost post={post} onClose={() => setAsking(null)} />}
      </Suspense>
    </>
  );
}

/** Few of those who read a thread ever ask for it: fetched with the first time. */
const HidePost = lazy(async () => ({ default: (await import("./HidePost")).HidePost }));
const AskToEdit = lazy(async () => ({ default: (await import("./AskToEdit")).AskToEdit }));
const RemindMe = lazy(async () => ({ default: (await import("./RemindMe")).RemindMe }));
const WithdrawPost = lazy(async () => ({ default: (await import("./WithdrawPost")).WithdrawPost }));
type Mark = (isOn: boolean, remindAt?: number | null) => Promise<void>;

/** Marks the post for oneself, or no longer, with a time to be told of it again or without one. */
function useMark({ id, threadId }: PostView): Mark {
  const words = useWords();
  const time = useTime();
  const refusal = useRefusal();
  const client = useQueryClient();
  return async (isOn, remindAt = null) => {
    noteBookmark(client, threadId, id, isOn, remindAt);
    try {
      await call(threadEndpoints.bookmark, { params: { postId: id }, input: { isOn, remindAt } });
      if (remindAt !== null) {
        const [day, clock] = [time.shortDay(remindAt), time.clock(remindAt)];
        showToast(words("forums.remind.done", { day, clock }));
      } else showToast(words(isOn ? "forums.bookmark.done" : "forums.bookmark.undone"));
    } catch (error) {
      await refreshMine(client, threadId);
      showToast(refusal(error), { tone: "wrong" });
    }
  };
}

function useReaderItems({ id, place, threadId }: PostView, mark: Mark, onRemind: () => void): MenuItem[] {
  const words = useWords();
  const refusal = useRefusal();
  const client = useQueryClient();
  const { mine } = useThread();
  const time = useTime();
  const isMarked = mine.bookmarks.includes(id);
  const reminder = mine.reminders.find(({ postId, at }) => postId === id && at > Date.now());
  const tell = (error: unknown) => showToast(refusal(error), { tone: "wrong" });
  const copy = () =>
    void navigator.clipboard.writeText(`${location.origin}/threads/${threadId}/${place}`).then(
      () => showToast(words("forums.link.copied")),
      () => showToast(words("forums.link.failed"), { tone: "wrong" }),
    );
  const markUnread = async () => {
    try {
      await call(threadEndpoints.noteRead, { params: { threadId }, input: { readTo: place, isBack: true } });
      noteReadTo(client, threadId, place);
      showToast(words("forums.unread.done"));
    } catch (error) {
      tell(error);
    }
  };
  return [
    { key: "link", label: words("forums.link.copy"), onChoose: copy },
    {
      key: "bookmark",
      label: words(isMarked ? "forums.bookmark.off" : "forums.bookmark.on"),
      onChoose: () => void mark(!isMarked),
    },
    {
      key: "remind",
      label: words("forums.remind.do"),
      hint:
        reminder &&
        words("forums.remind.at", { day: time.shortDay(reminder.at), clock: time.clock(reminder.at) }),
      onChoose: onRemind,
    },
    { key: "unread", label: words("forums.unread.do"), onChoose: () => void markUnread() },
  ];
}

function useAuthorItems(post: PostView, onWithdraw: () => void): MenuItem[] {
  const words = useWords();
  const page = useThreadPageStore();
  const { viewer, subject: thread } = useThreadSubject();
  const subject = { authorId: post.author.personId, thread };
  const items: MenuItem[] = [];
  if (post.body !== null && canEditPost(viewer, subject)) {
    items.push({
      key: "edit",
      label: words("forums.edit.do"),
      onChoose: () => page.setState({ editingId: post.id }),
    });
  }
  if (post.state !== "withdrawn" && canWithdrawPost(viewer, subject)) {
    items.push({ key: "withdraw", label: words("forums.withdraw.do"), onChoose: onWithdraw, isDanger: true });
  }
  return items;
}

function useModeratorItems(post: PostView, onAsk: (way: "ask" | "hide" | "hold") => void): MenuItem[] {
  const words = useWords();
  const { room } = useThread();
  const { viewer, subject: thread } = useThreadSubject();
  const { kind, acceptedId } = useThreadView((view) => view.thread);
  const accept = useThreadDeed("accept");
  const hide = useThreadDeed("hide");
  const items: MenuItem[] = [];
  if (kind === "question" && post.place > 0 && post.body !== null && canEditThread(viewer, thread)) {
    const isAccepted = acceptedId === post.id;
    items.push({
      key: "accept",
      label: words(isAccepted ? "forums.accept.undo" : "forums.accept.do"),
      onChoose: () => void accept.run({ threadId: room.threadId }, { postId: isAccepted ? null : post.id }),
    });
  }
  const mayAsk = canAskToEdit(viewer, { authorId: post.author.personId, thread }) && !post.author.isAway;
  if (post.state === "shown" && post.body !== null && mayAsk)
    items.push({ key: "ask", label: words("forums.ask.do"), onChoose: () => onAsk("ask") });
  if (canHidePost(viewer, { authorId: post.author.personId, thread })) {
    if (post.state === "hidden") {
      items.push({
        key: "show",
        label: words("forums.hide.undo"),
        onChoose: () => void hide.run({ postId: post.id }, { isHidden: false, reason: "" }),
      });
    } else if (post.state === "shown") {
      items.push({ key: "hold", label: words("forums.hold.do"), onChoose: () => onAsk("hold") });
      items.push({
        key: "hide",
        label: words("forums.hide.do"),
        onChoose: () => onAsk("hide"),
        isDanger: true,
      });
    }
  }
  return items;
}
