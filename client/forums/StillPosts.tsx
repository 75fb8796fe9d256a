import type { ReactNode } from "react";
import { useParams } from "react-router";
import { useWords } from "../language/useWords";
import { HEIGHT_OF_MISSING } from "./firstThread";
import { useThread, useThreadView } from "./useThreadRoom";
import { EARLY, firstLook, placeIn } from "./useWishes";

interface Props {
  shown: number;
  children: (place: number) => ReactNode;
}

/**
 * The list as the server draws it: the posts that it holds, between the room that the others take. What is looked at
 * first is named on it, for `firstScripts.ts`.
 */
export function StillPosts({ shown, children }: Props) {
  const words = useWords();
  const { mine } = useThread();
  const { place } = useParams();
  const posts = useThreadView((view) => view.posts);
  const first = posts[0]?.place ?? 0;
  const after = shown - first - posts.length;
  const named = placeIn(place);
  const look = named ?? firstLook(mine.readTo, shown);
  return (
    <div
      role="feed"
      aria-label={words("forums.posts")}
      style={{ paddingTop: first * HEIGHT_OF_MISSING, paddingBottom: after * HEIGHT_OF_MISSING }}
      data-look={look > 0 ? Math.min(look, shown - 1) : undefined}
      data-stays={named === null && look < EARLY ? "" : undefined}
    >
      {posts.map((post) => (
        <div key={post.id} style={{ contain: "layout style" }}>
          {children(post.place)}
        </div>
      ))}
    </div>
  );
}
