import { type Hearer, listHearers } from "#server/forums/hearers.reads";
import { getThread, toKnownThreads } from "#server/forums/threads.reads";
import { listOpenRooms } from "#server/live/presence";
import { on } from "#server/live/publish";
import type { Id } from "#shared/ids";
import { tellNews } from "./notifications.channel";

/** How long a thread's replies are gathered before those who follow it are told once. */
const TICK = 1_000;
/** People of this process who are looked at for one thread; who is beyond them sees it when their page asks by itself. */
const MOST_CONNECTED = 1_000;
/** So many are looked up with one question. */
const AT_ONCE = 250;

/**
 * Tells those who follow a thread, by itself or by its space, a tag or its author, that it has grown: only those whose
 * devices are listening to this process now, and nothing is written for anybody. The answer ends that.
 */
export function listenForGrowth(): () => void {
  const waiting = new Map<Id, { isNew: boolean; timer: NodeJS.Timeout }>();
  const grown = (threadId: Id, isNew: boolean) => {
    const known = waiting.get(threadId);
    if (known !== undefined || listOpenRooms("notifications").length === 0) return;
    const timer = setTimeout(() => {
      waiting.delete(threadId);
      tellFollowers(threadId, isNew).catch((error) => process.emitWarning(error));
    }, TICK);
    waiting.set(threadId, { isNew, timer });
  };
  const endings = [
    on("forums:started", ({ threadId }) => grown(threadId, true)),
    on("forums:replied", ({ roomId }) => grown(roomId, false)),
    on("forums:decided", ({ roomId }) => grown(roomId, false)),
  ];
  return () => {
    for (const end of endings) end();
    for (const { timer } of waiting.values()) clearTimeout(timer);
  };
}

async function tellFollowers(threadId: Id, isNew: boolean): Promise<void> {
  const [thread] = await toKnownThreads([await getThread(threadId)]);
  if (thread === undefined) return;
  const heeds = ({ level, isOwnChoice, readTo }: Hearer) =>
    readTo < thread.record.posts && (level === "watch" || (level === "follow" && (isOwnChoice || isNew)));
  const connected = listOpenRooms("notifications").slice(0, MOST_CONNECTED);
  for (let start = 0; start < connected.length; start += AT_ONCE) {
    const hearers = await listHearers(thread, connected.slice(start, start + AT_ONCE), heeds);
    for (const { personId } of hearers) tellNews(personId, "followed");
  }
}
