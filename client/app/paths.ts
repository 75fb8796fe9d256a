/** Where a thread is, and a place in it. */
export const THREAD_PATH = "/threads/:threadId/:place?";
