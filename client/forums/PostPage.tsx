import { useQuery } from "@tanstack/react-query";
import { Navigate, useParams } from "react-router";
import { ForumsFailed } from "./ForumsFailed";
import { postQuery } from "./threads.queries";

/** Leads from a reply's id to where it stands. */
export function PostPage() {
  const { postId = "" } = useParams();
  const post = useQuery(postQuery(postId));
  if (!post.data) return <ForumsFailed query={post} />;
  return <Navigate to={`/threads/${post.data.threadId}/${post.data.place}`} replace />;
}
