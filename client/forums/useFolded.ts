import { canModerateThread } from "#shared/forums/threads.policy";
import { useThread, useThreadSubject } from "./useThreadRoom";

/** Tells of an author whether what they say is folded: the reader has blocked them, and does not look after the thread. */
export function useFolded(): (authorId: string) => boolean {
  const { mine } = useThread();
  const { viewer, subject } = useThreadSubject();
  return (authorId) => mine.blockedIds.includes(authorId) && !canModerateThread(viewer, subject);
}
