import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { PostView } from "#shared/forums/threads.contract";
import { threadEndpoints } from "#shared/forums/threads.endpoints";
import { canEditPost, canEditThread, canHidePost, canWithdrawPost } from "#shared/forums/threads.policy";
import { call } from "../http/call";
import { useRefusal } from "../language/useRefusal";
import { useWords } from "../language/useWords";
import { Menu, type MenuItem } from "../ui/Menu";
import { showToast } from "../ui/toastStore";
import { HidePost } from "./HidePost";
import { useThreadPageStore } from "./threadPage";
import { noteBookmark, noteReadTo } from "./threads.queries";
import { useThreadDeed } from "./useThreadDeed";
import { useThread, useThreadSubject, useThreadView } from "./useThreadRoom";
import { WithdrawPost } from "./WithdrawPost";

interface Props {
  post: PostView;
  className: string | undefined;
}

/** What is done with a post more rarely. */
export function PostMenu({ post, className }: Props) {
  const words = useWords();
  const [asking, setAsking] = useState<"hide" | "withdraw" | null>(null);
  const forReaders = useReaderItems(post);
  const forAuthors = useAuthorItems(post, () => setAsking("withdraw"));
  const forModerators = useModeratorItems(post, () => setAsking("hide"));
  return (
    <>
      <Menu
        className={className}
        label={words("forums.more.of", { name: post.author.name })}
        items={[...forReaders, ...forAuthors, ...forModerators]}
      >
        {words("forums.more")}
      </Menu>
      <HidePost post={post} isOpen={asking === "hide"} onClose={() => setAsking(null)} />
      <WithdrawPost post={post} isOpen={asking === "withdraw"} onClose={() => setAsking(null)} />
    </>
  );
}

function useReaderItems({ id, place, threadId }: PostView): MenuItem[] {
  const words = useWords();
  const refusal = useRefusal();
  const client = useQueryClient();
  const { mine } = useThread();
  const isMarked = mine.bookmarks.includes(id);
  const tell = (error: unknown) => showToast(refusal(error), { tone: "wrong" });
  const copy = () =>
    void navigator.clipboard.writeText(`${location.origin}/threads/${threadId}/${place}`).then(
      () => showToast(words("forums.link.copied")),
      () => showToast(words("forums.link.failed"), { tone: "wrong" }),
    );
  const mark = async (isOn: boolean) => {
    noteBookmark(client, threadId, id, isOn);
    try {
      await call(threadEndpoints.bookmark, { params: { postId: id }, input: { isOn } });
      showToast(words(isOn ? "forums.bookmark.done" : "forums.bookmark.undone"));
    } catch (error) {
      noteBookmark(client, threadId, id, !isOn);
      tell(error);
    }
  };
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

function useModeratorItems(post: PostView, onHide: () => void): MenuItem[] {
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
  if (canHidePost(viewer, { authorId: post.author.personId, thread })) {
    if (post.state === "hidden") {
      items.push({
        key: "show",
        label: words("forums.hide.undo"),
        onChoose: () => void hide.run({ postId: post.id }, { isHidden: false, reason: "" }),
      });
    } else if (post.state === "shown") {
      items.push({ key: "hide", label: words("forums.hide.do"), onChoose: onHide, isDanger: true });
    }
  }
  return items;
}
