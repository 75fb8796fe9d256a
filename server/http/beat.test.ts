import { afterAll, beforeAll, expect, test } from "vitest";
import { buildForum, type ForumOfOurs, start } from "#server/testing/buildForum";
import { startServer, type TestServer } from "#server/testing/startServer";
import { threadEndpoints } from "#shared/forums/threads.endpoints";
import { newId } from "#shared/ids";
import { untilBeat } from "./beat";

let server: TestServer;
let forum: ForumOfOurs;
beforeAll(async () => {
  server = await startServer();
  forum = await buildForum(server);
});
afterAll(() => server.close());

test("whatever it took, the answer leaves a whole number of beats after it was asked for", () => {
  for (const took of [0, 0.3, 1, 4.2, 9.99, 10, 10.01, 27]) {
    const whole = took + untilBeat(1_000.5, 1_000.5 + took);
    expect(whole / 10 - Math.round(whole / 10)).toBeCloseTo(0);
    expect(whole).toBeGreaterThan(took);
  }
});

test("that there is nothing is answered on the beat, over HTTP and in a room, also of what is only hidden", async () => {
  const { ola, categoryId, max } = forum;
  const threadId = await start(categoryId, max);
  const socket = await ola.listen();
  for (const id of [threadId, newId()]) {
    const began = performance.now();
    const { status } = await ola.browser.try(threadEndpoints.show, { params: { threadId: id }, input: {} });
    const between = performance.now();
    const answer = await socket.say("live:join", { channel: `forums:${id}`, after: null });
    expect([status, answer]).toMatchObject([404, { ok: false, error: { code: "notFound" } }]);
    for (const took of [between - began, performance.now() - between]) expect(took).toBeGreaterThan(9);
  }
  socket.close();
});
