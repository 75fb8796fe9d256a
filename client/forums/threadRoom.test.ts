import { expect, test } from "vitest";
import type { PostView, ThreadRoomView, ThreadView } from "#shared/forums/threads.contract";
import type { ForumFact } from "#shared/forums/threads.events";
import type { Ears, Transport } from "../live/transport";
import { createThreadRoom } from "./threadRoom";

const THREAD = "01m80jt5jha07t4c3ck9vbjrd3";

/** A connection that answers joins with what the test says. */
function fakeLine(answer: { view: ThreadRoomView | null; facts: ForumFact[] }) {
  let ears: Partial<Ears> = {};
  const transport: Transport = {
    isConnected: () => true,
    ask: async () => ({ ok: true, reply: answer }),
    listen: (heard) => {
      ears = heard;
      return () => undefined;
    },
  };
  return { transport, reconnect: () => ears.connected?.() };
}

const post = (place: number, text: string) =>
  ({ id: `post ${place}`, place, reason: text, reactions: {} }) as unknown as PostView;
const thread = (seq: number, posts: number) => ({ id: THREAD, seq, posts }) as unknown as ThreadView;
const changed = (seq: number, to: PostView) =>
  ({
    roomId: THREAD,
    seq,
    at: 0,
    name: "forums:postChanged",
    data: { post: to, tried: 0, acceptedId: null },
  }) as unknown as ForumFact;

function open(answer: Parameters<typeof fakeLine>[0]) {
  const line = fakeLine(answer);
  let timesBehind = 0;
  const room = createThreadRoom(THREAD, line.transport, { heard: () => {}, fellBehind: () => timesBehind++ });
  const reasons = () => room.store.getState().view?.posts.map(({ reason }) => reason);
  return { ...line, room, reasons, timesBehind: () => timesBehind };
}

test("a window that was on its way while a post changed does not bring back how it was", () => {
  const { room, reasons } = open({ view: null, facts: [] });
  room.begin(thread(5, 3), [post(0, "opening")], 0);
  const asOf = room.seq();
  room.fold(changed(6, post(1, "anew")));
  room.takeIn([post(1, "as it was"), post(2, "third")], asOf);
  expect(reasons()).toEqual(["opening", "anew", "third"]);
});

test("after a long absence the screen stays until it is read anew, and then shows nothing old", async () => {
  const fresh: ThreadRoomView = { seq: 9, thread: thread(9, 3), posts: [] };
  const { room, reasons, timesBehind } = open({ view: fresh, facts: [] });
  room.begin(thread(5, 2), [post(0, "opening"), post(1, "as it was")], 0);
  room.open();
  await expect.poll(() => room.store.getState().connection).toBe("live");
  expect(timesBehind()).toBe(1);
  expect(reasons()).toEqual(["opening", "as it was"]);
  room.begin(thread(9, 3), [post(1, "anew"), post(2, "third")], room.seq());
  expect(reasons()).toEqual(["anew", "third"]);
  expect(room.store.getState().view?.thread.posts).toBe(3);
  room.close();
});
