import { afterAll, beforeAll, expect, test } from "vitest";
import { Convening, keepConvening } from "#server/convenings/convenings.model";
import { show, start } from "#server/testing/buildForum";
import { buildRoom, buildSomeone, type RoomOfOurs } from "#server/testing/buildRoom";
import { startServer, type TestServer } from "#server/testing/startServer";
import { debriefEndpoints } from "#shared/debriefs/debriefs.endpoints";
import { spaceEndpoints } from "#shared/forums/spaces.contract";
import { type Id, newId } from "#shared/ids";
import { listCategoriesOf } from "./categories.model";
import { findSpaceOf } from "./spaces.model";

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

/** The first category of the commons in which a room is carried on. */
async function commonsOf({ conveningId, max }: RoomOfOurs): Promise<Id> {
  const { spaceId } = await max.browser.do(spaceEndpoints.findCommons, { params: { conveningId } });
  return (await listCategoriesOf([spaceId]))[0]?._id as Id;
}

test("somebody of a closed room carries it on in the commons; only its people have the way back, and a few are not named", async () => {
  const room = await buildRoom(server, { stage: "closed" });
  const { max, ben } = room;
  const threadId = await start(await commonsOf(room), max, { title: "Carried on", carriedFrom: room.id });
  const [own, others] = [await show(threadId, max), await show(threadId, ben)];
  expect(own.thread.carriedFrom).toEqual({ campus: null });
  expect(own.mine.carriedFromId).toBe(room.id);
  expect(others.thread.carriedFrom).toEqual({ campus: null });
  expect(others.mine.carriedFromId).toBeUndefined();
  // Nor does the channel tell them what leads there.
  const socket = await ben.listen();
  expect(JSON.stringify(await socket.join(`forums:${threadId}`))).not.toContain(room.id);
});

test("where five took part and names were shown, the campus is named", async () => {
  const room = await buildRoom(server);
  const { fay, finn, max, mia, ben, params } = room;
  const eva = await buildSomeone(server, "Eva", server.world.campuses.alder);
  for (const person of [fay, finn, max, mia, eva]) await (await person.listen()).join(room.channel);
  for (const to of ["closing", "closed"] as const)
    await fay.browser.do(debriefEndpoints.changeStage, { params, input: { deedId: newId(), to } });
  const threadId = await start(await commonsOf(room), mia, { carriedFrom: room.id });
  expect((await show(threadId, ben)).thread.carriedFrom).toMatchObject({ campus: { name: "Alder State" } });
});

test("whoever is not of the room carries nothing on, nor does anybody before it is closed, or elsewhere", async () => {
  const open = await buildRoom(server);
  await expect(start(await commonsOf(open), open.max, { carriedFrom: open.id })).rejects.toThrow("404");
  const room = await buildRoom(server, { stage: "closed" });
  const categoryId = await commonsOf(room);
  await expect(start(categoryId, room.ben, { carriedFrom: room.id })).rejects.toThrow("404");
  const alliance = await findSpaceOf("alliance", server.world.programs.northern);
  const elsewhere = (await listCategoriesOf([alliance?._id as Id])).find((one) => one.start === "everyone");
  const there = start(elsewhere?._id as Id, room.max, { carriedFrom: room.id });
  await expect(there).rejects.toThrow("422");
});

test("a convening that is made while the server runs has its commons with the first look at it", async () => {
  const known = await Convening.findById(server.world.convenings.northern).lean();
  const { programId, seriesId, year, minutes } = known!;
  const facts = {
    programId,
    seriesId,
    year,
    minutes,
    place: 99,
    title: "Made meanwhile",
    startsAt: null,
    guide: null,
  };
  const conveningId = (await keepConvening(facts))._id;
  const outsider = await server.signIn("ola");
  expect((await outsider.try(spaceEndpoints.findCommons, { params: { conveningId } })).status).toBe(404);
  expect(await findSpaceOf("convening", conveningId)).toBeNull();
  const max = await server.signIn("max");
  const { spaceId } = await max.do(spaceEndpoints.findCommons, { params: { conveningId } });
  const space = await max.do(spaceEndpoints.show, { params: { spaceId } });
  expect(space).toMatchObject({ title: "Made meanwhile", categories: [{ title: "Discussion" }] });
});
