import * as fc from "fast-check";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { CHANNEL, FakeServer, type Said, sayNext, type Word } from "./fakeTransport";
import { createRoom } from "./roomStore";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function openRoom() {
  const server = new FakeServer();
  const room = createRoom<Said, Word>({ channel: CHANNEL, transport: server, apply: sayNext });
  room.open();
  return { server, room, state: () => room.store.getState() };
}

const settle = () => vi.advanceTimersByTimeAsync(0);

test("a room is connecting until the server has answered, then live with its view", async () => {
  const { server, state } = openRoom();
  server.say("a");
  expect(state()).toMatchObject({ connection: "connecting", view: null });
  server.connect();
  expect(state().connection).toBe("connecting");
  await settle();
  expect(state()).toMatchObject({ connection: "live", view: { seq: 1, words: ["a"] } });
});

test("a fact that came too early is held until its predecessor came", async () => {
  const { server, state } = openRoom();
  server.connect();
  await settle();
  const [first, second] = [server.say("a"), server.say("b")];
  server.tell(second);
  expect(state().view).toEqual({ seq: 0, words: [] });
  server.tell(first);
  expect(state().view).toEqual({ seq: 2, words: ["a", "b"] });
  await vi.advanceTimersByTimeAsync(1_000);
  expect(server.asked).toHaveLength(1);
});

test("a predecessor that does not come is asked for after 300 ms, from where the view is", async () => {
  const { server, state } = openRoom();
  server.connect();
  await settle();
  server.tell(server.say("a"));
  server.say("lost");
  server.tell(server.say("c"));
  await vi.advanceTimersByTimeAsync(299);
  expect(server.asked).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(server.asked[1]).toEqual({ name: "live:join", input: { channel: CHANNEL, after: 1 } });
  expect(state().view).toEqual(server.whole());
});

test("a fact folded twice, as an answer and as news, counts once", async () => {
  const { server, room, state } = openRoom();
  server.connect();
  await settle();
  const fact = server.say("a");
  room.fold(fact);
  server.tell(fact);
  expect(state().view?.words).toEqual(["a"]);
});

test("losing the connection keeps the view, and coming back asks only for what was missed", async () => {
  const { server, state } = openRoom();
  server.connect();
  await settle();
  server.tell(server.say("a"));
  server.presence(2);
  server.cut();
  expect(state()).toMatchObject({ connection: "offline", presence: null, view: { words: ["a"] } });
  server.say("b");
  server.connect();
  expect(state().connection).toBe("catchingUp");
  await settle();
  expect(state()).toMatchObject({ connection: "live", view: { words: ["a", "b"] } });
  expect(server.asked[1]?.input).toEqual({ channel: CHANNEL, after: 1 });
});

test("a refusal is told with its reason, and asking again leads in once it has ended", async () => {
  const { server, room, state } = openRoom();
  server.refusal = { code: "notFound", message: "There is no such room." };
  server.connect();
  await settle();
  expect(state()).toMatchObject({ connection: "refused", refusal: { code: "notFound" } });
  server.refusal = null;
  room.retry();
  await settle();
  expect(state()).toMatchObject({ connection: "live", refusal: null });
});

test("a server that is busy is asked again by itself", async () => {
  const { server, state } = openRoom();
  server.refusal = { code: "unavailable", message: "One moment." };
  server.connect();
  await settle();
  expect(state().connection).toBe("connecting");
  server.refusal = null;
  await vi.advanceTimersByTimeAsync(20_000);
  expect(state().connection).toBe("live");
});

test("a closed room hears nothing, and opens again where it was", async () => {
  const { server, room, state } = openRoom();
  server.connect();
  await settle();
  room.close();
  server.tell(server.say("a"));
  expect(state().view?.words).toEqual([]);
  room.open();
  await settle();
  expect(state().view?.words).toEqual(["a"]);
});

/** What a poor network does to a room, one thing after another. */
const mishap = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant("say" as const), heard: fc.boolean() }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant("repeat" as const), which: fc.nat() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("fold" as const), which: fc.nat() }) },
  { weight: 1, arbitrary: fc.constant({ do: "cut" as const }) },
  { weight: 1, arbitrary: fc.constant({ do: "connect" as const }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("wait" as const), ms: fc.nat({ max: 400 }) }) },
);

test("any order, repetition and loss of facts ends in the view of a fresh read", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(mishap, { maxLength: 60 }), async (mishaps) => {
      const { server, room, state } = openRoom();
      server.connect();
      for (const step of mishaps) {
        if (step.do === "say") {
          const fact = server.say(`w${server.log.length}`);
          if (step.heard) server.tell(fact);
        } else if (step.do === "repeat" && server.log.length > 0) {
          server.tell(server.log[step.which % server.log.length]!);
        } else if (step.do === "fold" && server.log.length > 0) {
          room.fold(server.log[step.which % server.log.length]!);
        } else if (step.do === "wait") await vi.advanceTimersByTimeAsync(step.ms);
        else if (step.do === "cut") server.cut();
        else if (step.do === "connect") server.connect();
      }
      server.connect();
      await settle();
      server.tell(server.say("last"));
      await vi.advanceTimersByTimeAsync(60_000);
      expect(state()).toMatchObject({ connection: "live", view: server.whole() });
      room.close();
    }),
    { numRuns: 300 },
  );
});
