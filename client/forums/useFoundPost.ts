import { useQuery } from "@tanstack/react-query";
import type { PostView } from "#shared/forums/threads.contract";
import { postQuery } from "./threads.queries";
import { useThreadView } from "./useThreadRoom";

/** A post that the head names: as the page holds it, else as it is where it stands. Undefined until it is known. */
export function useFoundPost(postId: string | null): PostView | undefined {
  const held = useThreadView(({ posts }) => posts.find(({ id }) => id === postId));
  const asked = useQuery({ ...postQuery(postId ?? ""), enabled: postId !== null && held === undefined });
  return postId === null ? undefined : (held ?? asked.data);
}
