import { afterAll, beforeAll, expect, test } from "vitest";
import { buildRoom, type RoomOfOurs, type Someone } from "#server/testing/buildRoom";
import { expectSameAsRefetch } from "#server/testing/expectSameAsRefetch";
import { startServer, type TestServer } from "#server/testing/startServer";
import { debriefEndpoints as doors } from "#shared/debriefs/debriefs.endpoints";
import { queueOfHands } from "#shared/debriefs/hands";
import { newId } from "#shared/ids";

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

const raise = ({ params }: RoomOfOurs, who: Someone) =>
  who.browser.try(doors.raiseHand, { params, input: { deedId: newId() } });
const lower = ({ params }: RoomOfOurs, who: Someone, { personId }: Someone) =>
  who.browser.try(doors.lowerHand, { params, input: { deedId: newId(), personId } });
const call = ({ params }: RoomOfOurs, who: Someone, { personId }: Someone) =>
  who.browser.try(doors.call, { params, input: { deedId: newId(), personId } });
const free = ({ params }: RoomOfOurs, who: Someone, { personId }: Someone) =>
  who.browser.try(doors.freeFloor, { params, input: { deedId: newId(), personId } });
const queue = async ({ params, mia }: RoomOfOurs) =>
  queueOfHands(await mia.browser.do(doors.show, { params })).map(({ person }) => person.name);
const lookOn = async ({ mia }: RoomOfOurs) => ({ browser: mia.browser, socket: await mia.listen() });

test("hands stand in the order in which they were raised, and survive a reload", async () => {
  const room = await buildRoom(server);
  await expectSameAsRefetch(await lookOn(room), room.id, async () => {
    for (const who of [room.max, room.finn, room.fay]) expect((await raise(room, who)).status).toBe(200);
  });
  expect(await queue(room)).toEqual(["Max", "Finn", "Fay"]);
  expect((await raise(room, room.max)).body.code).toBe("alreadySo");
});

test("whoever is called has the floor, and the fair queue lets those who spoke least go first", async () => {
  const room = await buildRoom(server);
  const order = (who: Someone, order: "asRaised" | "fewestSpokenFirst") =>
    who.browser.try(doors.orderHands, { params: room.params, input: { deedId: newId(), order } });
  await expectSameAsRefetch(await lookOn(room), room.id, async () => {
    await raise(room, room.max);
    expect((await call(room, room.fay, room.max)).status).toBe(200);
    for (const who of [room.max, room.mia, room.finn]) await raise(room, who);
    expect(await queue(room)).toEqual(["Max", "Mia", "Finn"]);
    expect((await order(room.fay, "fewestSpokenFirst")).status).toBe(200);
    expect((await order(room.finn, "fewestSpokenFirst")).body.code).toBe("alreadySo");
    expect(await queue(room)).toEqual(["Mia", "Finn", "Max"]);
    expect((await call(room, room.fay, room.mia)).status).toBe(200);
  });
  const { floor, timesCalled } = await room.max.browser.do(doors.show, { params: room.params });
  expect(floor).toMatchObject({ name: "Mia" });
  expect(timesCalled).toEqual({ [room.max.personId]: 1, [room.mia.personId]: 1 });
  expect((await order(room.max, "asRaised")).status).toBe(403);
});

test("two facilitators who call the same hand at once call it once", async () => {
  const room = await buildRoom(server);
  await raise(room, room.max);
  const answers = await Promise.all([call(room, room.fay, room.max), call(room, room.finn, room.max)]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  expect(answers.find(({ status }) => status === 409)?.body.code).toBe("handIsDown");
});

test("one lowers one's own hand; a facilitator lowers anyone's, or all", async () => {
  const room = await buildRoom(server);
  const lowerAll = (who: Someone) =>
    who.browser.try(doors.lowerHands, { params: room.params, input: { deedId: newId() } });
  await expectSameAsRefetch(await lookOn(room), room.id, async () => {
    for (const who of [room.max, room.mia, room.finn]) await raise(room, who);
    expect((await lower(room, room.mia, room.max)).status).toBe(403);
    expect((await lower(room, room.max, room.max)).status).toBe(200);
    expect((await lower(room, room.max, room.max)).body.code).toBe("alreadySo");
    expect((await lower(room, room.fay, room.mia)).status).toBe(200);
    expect(await queue(room)).toEqual(["Finn"]);
    expect((await lowerAll(room.max)).status).toBe(403);
    expect((await lowerAll(room.fay)).status).toBe(200);
    expect((await lowerAll(room.fay)).body.code).toBe("alreadySo");
  });
  expect(await queue(room)).toEqual([]);
});

test("one gives the floor back oneself, a facilitator takes anyone off the stage, and nobody else does", async () => {
  const room = await buildRoom(server);
  const { max, mia, fay, ben, ola } = room;
  const floor = async () => (await mia.browser.do(doors.show, { params: room.params })).floor?.name ?? null;
  await raise(room, max);
  await call(room, fay, max);
  for (const [who, status] of [
    [mia, 403],
    [ben, 403],
    [ola, 404],
  ] as const)
    expect((await free(room, who, max)).status).toBe(status);
  expect(await floor()).toBe("Max");
  const facts = await expectSameAsRefetch(await lookOn(room), room.id, async () => {
    expect((await free(room, max, max)).status).toBe(200);
    expect((await free(room, max, max)).body.code).toBe("alreadySo");
    await raise(room, mia);
    await call(room, fay, mia);
    expect((await free(room, fay, mia)).status).toBe(200);
  });
  expect(facts.filter(({ name }) => name === "debriefs:floorFreed").map(({ data }) => data)).toEqual([
    {},
    {},
  ]);
  expect(await floor()).toBeNull();
});

test("of two who free the floor at once none frees it from who was called meanwhile", async () => {
  const room = await buildRoom(server);
  const { max, mia, fay, finn } = room;
  for (const who of [max, mia]) await raise(room, who);
  await call(room, fay, max);
  const answers = await Promise.all([
    free(room, max, max),
    call(room, finn, mia),
    free(room, fay, max),
    free(room, finn, max),
  ]);
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 409, 409]);
  const view = await max.browser.do(doors.show, { params: room.params });
  expect(view.floor?.name).toBe("Mia");
});

test("a hand is no more to the campus next door than any other word", async () => {
  const room = await buildRoom(server);
  expect((await raise(room, room.ben)).status).toBe(403);
  expect((await raise(room, room.ola)).status).toBe(404);
  expect((await call(room, room.max, room.mia)).status).toBe(403);
  expect(await queue(room)).toEqual([]);
});

test("hands are not raised before the room is open", async () => {
  const room = await buildRoom(server, { stage: "scheduled" });
  expect((await raise(room, room.max)).body.code).toBe("notOpen");
});
