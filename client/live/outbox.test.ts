import * as fc from "fast-check";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ApiError } from "../http/ApiError";
import { createOutbox, type Outbox } from "./outbox";
import type { Post, Shelf } from "./post";

const PERSON = "01h0000000000000000000maxa";
const ROOM = "01h0000000000000000000r00m";
const OTHER_ROOM = "01h0000000000000000000r11m";

/** Several outboxes at once stand for several tabs; `stop` without goodbye stands for a crash. */
const open: Outbox[] = [];
beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  for (const outbox of open.splice(0)) outbox.stop();
  vi.useRealTimers();
});

function device(room = 1_000): Shelf {
  const kept = new Map<string, string>();
  return {
    get length() {
      return kept.size;
    },
    key: (place) => [...kept.keys()][place] ?? null,
    getItem: (key) => kept.get(key) ?? null,
    removeItem: (key) => void kept.delete(key),
    setItem: (key, value) => {
      if (kept.size >= room) throw new DOMException("Full.", "QuotaExceededError");
      kept.set(key, value);
    },
  };
}

/** A server that takes every deed once, and answers as the test says. */
function server() {
  const taken: string[] = [];
  const tries: string[] = [];
  const answers: (ApiError | "lostAnswer" | "portal" | "held" | "message")[] = [];
  return {
    taken,
    tries,
    answers,
    send: async ({ deedId, roomId, input }: Post) => {
      tries.push(String(input.text));
      const answer = answers.shift();
      if (answer instanceof ApiError) throw answer;
      if (answer === "portal") return {};
      if (answer === "held") return { heldId: deedId };
      if (answer === "message") return { messageId: deedId };
      const text = `${deedId} ${input.text}`;
      if (!taken.includes(text)) taken.push(text);
      if (answer === "lostAnswer") throw offline();
      return { roomId, seq: taken.indexOf(text) + 1, at: 0, name: "debriefs:contributed", data: {} };
    },
    words: () => taken.map((text) => text.slice(27)),
  };
}

const offline = () => new ApiError(0, { code: "offline", message: "The server cannot be reached." });
const refused = () => new ApiError(409, { code: "notTalking", message: "The room is closed." });

function outboxOf(
  where: ReturnType<typeof server>,
  shelf: Shelf | null = device(),
  locks: Options["locks"] = null,
) {
  const outbox = createOutbox({ personId: PERSON, shelf, send: where.send, locks });
  open.push(outbox);
  return outbox;
}
type Options = Parameters<typeof createOutbox>[0];

function say(outbox: Outbox, text: string, roomId = ROOM) {
  return outbox.add({
    roomId,
    path: "/api/debriefs/:debriefId/contributions",
    params: { debriefId: roomId },
    input: { text },
  });
}

const settle = (ms = 0) => vi.advanceTimersByTimeAsync(ms);

test("what was said is sent in order, one at a time, and let go once acknowledged", async () => {
  const there = server();
  const outbox = outboxOf(there);
  say(outbox, "a");
  say(outbox, "b");
  expect(outbox.store.getState().posts.map(({ state }) => state)).toEqual(["sending", "waiting"]);
  await settle();
  expect(there.words()).toEqual(["a", "b"]);
  expect(outbox.store.getState().posts).toEqual([]);
});

test("without a network it is kept, tried again with the same deed, and arrives once", async () => {
  const there = server();
  there.answers.push(offline(), "lostAnswer", "portal");
  const outbox = outboxOf(there);
  say(outbox, "a");
  say(outbox, "b");
  await settle();
  expect(outbox.store.getState().posts).toMatchObject([
    { state: "waiting", isKept: true },
    { state: "waiting" },
  ]);
  await settle(60_000);
  expect(there.words()).toEqual(["a", "b"]);
  expect(there.tries).toEqual(["a", "a", "a", "a", "b"]);
});

test("what waits for somebody is taken, and told apart from what has happened", async () => {
  const there = server();
  there.answers.push("held", "message");
  const outbox = outboxOf(there);
  const heard: string[] = [];
  outbox.onHeld(({ input }) => heard.push(`held ${input.text}`));
  outbox.onDelivered(({ input }) => heard.push(`delivered ${input.text}`));
  for (const words of ["a", "b", "c"]) say(outbox, words);
  await settle();
  expect(heard).toEqual(["held a", "held b", "delivered c"]);
  expect(outbox.store.getState().posts).toEqual([]);
});

test("coming back to the network sends at once", async () => {
  const there = server();
  there.answers.push(offline());
  const outbox = outboxOf(there);
  say(outbox, "a");
  await settle();
  outbox.nudge();
  await settle();
  expect(there.words()).toEqual(["a"]);
});

test("a server that asks to wait is given its time", async () => {
  const there = server();
  there.answers.push(new ApiError(429, { code: "tooMany", message: "Wait.", retryAfter: 7 }));
  const outbox = outboxOf(there);
  say(outbox, "a");
  await settle(6_900);
  expect(there.words()).toEqual([]);
  await settle(700);
  expect(there.words()).toEqual(["a"]);
});

test("an ended session keeps everything until somebody has signed in", async () => {
  const there = server();
  there.answers.push(new ApiError(401, { code: "signInNeeded", message: "Sign in to go on." }));
  const outbox = outboxOf(there);
  say(outbox, "a");
  await settle(5_000);
  expect(outbox.store.getState()).toMatchObject({ needsSignIn: true, posts: [{ state: "waiting" }] });
  outbox.nudge();
  await settle();
  expect(outbox.store.getState()).toEqual({ needsSignIn: false, posts: [] });
});

test("what the server refuses is kept with its reason, does not hold up the rest, and can be taken back", async () => {
  const there = server();
  there.answers.push(refused());
  const outbox = outboxOf(there);
  const { deedId } = say(outbox, "a");
  say(outbox, "b");
  await settle();
  expect(outbox.store.getState().posts).toMatchObject([
    { state: "refused", refusal: { message: "The room is closed." }, input: { text: "a" } },
  ]);
  expect(there.words()).toEqual(["b"]);
  expect(outbox.take(deedId)).toMatchObject({ input: { text: "a" } });
  expect(outbox.store.getState().posts).toEqual([]);
});

test("what was refused can be sent again as it is, as the same deed", async () => {
  const there = server();
  there.answers.push(refused());
  const outbox = outboxOf(there);
  const { deedId } = say(outbox, "a");
  await settle();
  outbox.retry(deedId);
  await settle();
  expect(there.taken).toEqual([`${deedId} a`]);
  expect(outbox.store.getState().posts).toEqual([]);
});

test("a post that is on its way cannot be taken back", async () => {
  const there = server();
  there.answers.push(offline());
  const outbox = outboxOf(there);
  expect(outbox.take(say(outbox, "a").deedId)).toBeNull();
});

test("a new page sends what the old one left", async () => {
  const there = server();
  there.answers.push("lostAnswer");
  const shelf = device();
  const old = outboxOf(there, shelf);
  say(old, "a");
  say(old, "b");
  await settle();
  old.stop();
  const renewed = outboxOf(there, shelf);
  await settle();
  expect(there.words()).toEqual(["a", "b"]);
  expect(renewed.store.getState().posts).toEqual([]);
});

test("a device that is full sends all the same and says that it keeps nothing", async () => {
  const there = server();
  there.answers.push(offline());
  const outbox = outboxOf(there, device(0));
  say(outbox, "a");
  await settle();
  expect(outbox.store.getState().posts).toMatchObject([{ isKept: false, state: "waiting" }]);
  outbox.nudge();
  await settle();
  expect(there.words()).toEqual(["a"]);
});

test("a slow room does not hold up another", async () => {
  const there = server();
  there.answers.push(offline());
  const outbox = outboxOf(there);
  say(outbox, "a");
  say(outbox, "b", OTHER_ROOM);
  await settle();
  expect(there.words()).toEqual(["b"]);
});

/** Locks as the browser has them: one holder for each name, the others in line. */
function tabLocks(): NonNullable<Options["locks"]> {
  const lines = new Map<string, Promise<unknown>>();
  const request = (name: string, work: () => Promise<unknown>) => {
    const turn = (lines.get(name) ?? Promise.resolve()).then(work);
    lines.set(
      name,
      turn.catch(() => undefined),
    );
    return turn;
  };
  return { request } as NonNullable<Options["locks"]>;
}

const answer = fc.constantFrom("fine", "offline", "lostAnswer", "portal", "unavailable");

test("two tabs, a poor network and reloads: each word arrives once", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.constantFrom(0, 1), fc.constantFrom("say", "wait", "reload")), { maxLength: 25 }),
      fc.array(answer, { maxLength: 15 }),
      async (steps, network) => {
        const there = server();
        for (const word of network) {
          if (word === "offline") there.answers.push(offline());
          else if (word === "unavailable")
            there.answers.push(new ApiError(503, { code: "unavailable", message: "" }));
          else if (word !== "fine") there.answers.push(word as "lostAnswer" | "portal");
        }
        const shelf = device();
        const locks = tabLocks();
        const tabs = [outboxOf(there, shelf, locks), outboxOf(there, shelf, locks)];
        const said: string[] = [];
        for (const [tab, step] of steps) {
          if (step === "say") say(tabs[tab]!, said[said.push(`w${said.length}`) - 1]!);
          else if (step === "wait") await settle(400);
          else {
            tabs[tab]!.stop();
            tabs[tab] = outboxOf(there, shelf, locks);
          }
        }
        await settle(600_000);
        for (const tab of tabs) tab.reread(null);
        await settle(600_000);
        expect(there.words().sort()).toEqual([...said].sort());
        for (const tab of tabs) {
          tab.reread(null);
          expect(tab.store.getState().posts).toEqual([]);
          tab.stop();
        }
      },
    ),
    { numRuns: 100 },
  );
});
