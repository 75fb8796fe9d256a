import { lazy, type ReactNode, Suspense, useCallback, useState } from "react";
import type { PostView } from "#shared/forums/threads.contract";
import { useViewer } from "../accounts/accounts.queries";
import { type PostMenuItems, PostMenuItemsContext } from "../forums/PostMenuItems";
import { useWords } from "../language/useWords";
import { Dialog } from "../ui/Dialog";

/** Lets whoever reads a post tell that something is wrong with it. */
export function Reporting({ children }: { children: ReactNode }) {
  const words = useWords();
  const viewer = useViewer();
  const [post, setPost] = useState<PostView | null>(null);
  const items: PostMenuItems = useCallback(
    (one) => {
      const isOwn = one.author.personId === viewer.personId;
      if (isOwn || one.state === "withdrawn" || one.state === "moved") return [];
      return [{ key: "report", label: words("care.report.do"), onChoose: () => setPost(one) }];
    },
    [words, viewer.personId],
  );
  return (
    <PostMenuItemsContext value={items}>
      {children}
      <Dialog
        title={words("care.report.title", { name: post?.author.name ?? "" })}
        isOpen={post !== null}
        onClose={() => setPost(null)}
        isDismissable={false}
      >
        {post && (
          <Suspense>
            <ReportForm post={post} onClose={() => setPost(null)} />
          </Suspense>
        )}
      </Dialog>
    </PostMenuItemsContext>
  );
}

const ReportForm = lazy(async () => ({ default: (await import("./ReportForm")).ReportForm }));
