import { afterAll, beforeAll, expect, test } from "vitest";
import { buildRoom } from "#server/testing/buildRoom";
import { expectSameAsRefetch } from "#server/testing/expectSameAsRefetch";
import { startServer, type TestServer } from "#server/testing/startServer";
import { liveAnHour } from "#server/testing/wholeHour";
import { debriefEvents, debriefFact } from "#shared/debriefs/debriefs.events";
import { Fact } from "./facts.model";

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

test("an hour in which everything happens, folded as it was heard, is what is read afresh from the log", async () => {
  const room = await buildRoom(server);
  const onlooker = { browser: room.finn.browser, socket: await room.finn.listen() };
  const facts = await expectSameAsRefetch(onlooker, room.id, () => liveAnHour(room));
  expect([...new Set(facts.map(({ name }) => name))].sort()).toEqual(Object.keys(debriefEvents).sort());
  for (const fact of facts) expect(debriefFact.safeParse(fact).success).toBe(true);
});

test("a fact says what its event declares and not one field more, in the log as on the wire", async () => {
  const room = await buildRoom(server);
  const socket = await room.mia.listen();
  await socket.join(room.channel);
  await liveAnHour(room);
  const log = await Fact.find({ debriefId: room.id }).lean();
  expect(log.length).toBeGreaterThan(15);
  for (const { name, data } of log) expect(debriefEvents[name].data.parse(data)).toEqual(data);
  await socket.until(() => socket.facts.length === log.length - 2);
  for (const { payload } of socket.facts) {
    expect(Object.keys(payload as object).sort()).toEqual(["at", "data", "name", "roomId", "seq"]);
  }
});
