import { afterAll, beforeAll, expect, test } from "vitest";
import { cast } from "#server/accounts/cast";
import { Convening } from "#server/convenings/convenings.model";
import { listConvenings } from "#server/convenings/convenings.reads";
import { loadForums } from "#server/forums/forums.load";
import { accountEndpoints as doors } from "#shared/accounts/accounts.contract";
import { threadEndpoints } from "#shared/forums/threads.endpoints";
import { groupEndpoints } from "#shared/groups/groups.endpoints";
import { searchEndpoints } from "#shared/search/search.contract";
import { toWallTime } from "#shared/zonedTime";
import { CAST_ZONE } from "./cast";
import { seedDemonstration } from "./seed";
import { seedForums } from "./seedForums";
import { seedGroups } from "./seedGroups";
import { startServer, type TestServer } from "./startServer";

const DAY = 86_400_000;
const MONDAY = Date.parse("2026-11-02T20:00:00Z");

let server: TestServer;

beforeAll(async () => {
  server = await startServer({ isDemo: true });
});
afterAll(async () => await server.close());

const series = (programId: string) => Convening.find({ programId }).sort({ place: 1 }).lean();

test("a second start on the same day changes nothing", async () => {
  const first = await seedDemonstration(MONDAY);
  const before = await series(first.programId);
  expect(await seedDemonstration(MONDAY + 3_600_000)).toEqual(first);
  expect(await series(first.programId)).toEqual(before);
});

test("yesterday's convening stands between those that have been and those to come", async () => {
  const { programId, conveningId } = await seedDemonstration(MONDAY);
  const convenings = await series(programId);
  expect(convenings.map(({ place }) => place)).toEqual([1, 2, 3, 4]);
  expect(convenings[1]?._id).toBe(conveningId);
  const { startsAt } = convenings[1]!;
  expect(toWallTime(startsAt!.getTime(), CAST_ZONE)).toEqual({ date: "2026-11-01", time: "10:00" });
  expect(convenings[0]!.startsAt!.getTime()).toBeLessThan(MONDAY);
  expect(convenings[2]!.startsAt!.getTime()).toBeGreaterThan(MONDAY);
  expect(convenings[3]!.startsAt).toBeNull();
});

test("on another day its own convening joins the series and the former ones become its past", async () => {
  const { conveningId: former } = await seedDemonstration(MONDAY);
  const { programId, conveningId } = await seedDemonstration(MONDAY + DAY);
  expect(conveningId).not.toBe(former);
  const convenings = await series(programId);
  expect(convenings.map(({ place }) => place)).toEqual([1, 2, 3, 4, 5]);
  expect(convenings.slice(1, 3).map(({ _id }) => _id)).toEqual([former, conveningId]);
});

test("everybody of the cast can be entered with one click, and is who they are", async () => {
  await seedDemonstration(MONDAY);
  const browser = server.visit();
  const { cast: offered } = await browser.do(doors.site, {});
  expect(offered.map(({ key }) => key)).toEqual(cast.map(({ key }) => key));
  for (const { key, name, address } of cast) {
    const { me } = await browser.do(doors.enter, { input: { key } });
    expect(me).toMatchObject({ name, address, isVerified: true });
  }
  expect((await browser.try(doors.enter, { input: { key: "somebody" } })).status).toBe(404);
  const elsewhere = await browser.raw(doors.enter.path, {
    method: "POST",
    headers: { host: "line.example.edu", "content-type": "application/json" },
    body: { key: "fay" },
  });
  expect(elsewhere.status).toBe(404);
});

test("the cast holds its standing roles, and Ola is outside", async () => {
  const { people, programId, campuses } = await seedDemonstration(MONDAY);
  const enter = async (key: string) => (await server.visit().do(doors.enter, { input: { key } })).me;
  expect((await enter("ada")).roles).toEqual([{ role: "administrator", scopeKind: "site", scopeId: null }]);
  expect((await enter("cora")).roles).toEqual([
    { role: "coordinator", scopeKind: "campus", scopeId: campuses.alder },
  ]);
  expect((await enter("stu")).roles).toEqual([
    { role: "steward", scopeKind: "alliance", scopeId: programId },
  ]);
  expect((await enter("ola")).campus.name).toBe("Birch College");
  const viewer = {
    personId: people.max,
    name: "Max",
    unit: "",
    campusId: campuses.alder,
    isVerified: true,
    roles: [],
  };
  expect((await listConvenings(viewer, {})).items.length).toBeGreaterThan(3);
});

test("whoever comes to try finds what the cast has written, and what is new in what they follow", async () => {
  const demonstration = await seedDemonstration(MONDAY);
  await loadForums();
  await seedForums(demonstration, MONDAY);
  const mia = await server.signIn(demonstration.people.mia);
  const { items } = await mia.do(searchEndpoints.posts, { input: { words: "syllabus" } });
  expect(items.map(({ threadTitle }) => threadTitle)).toContain(
    "Read the syllabus aloud, as a student would",
  );
  const followed = await mia.do(threadEndpoints.listFollowed, { input: {} });
  expect(followed.items.length).toBeGreaterThan(0);
  for (const { readTo, posts } of followed.items) expect(readTo).toBeLessThan(posts);
});

test("the groups of the cast are there once, with whoever facilitates them and whoever asks to join", async () => {
  const demonstration = await seedDemonstration(MONDAY);
  for (let twice = 0; twice < 2; twice++) await seedGroups(demonstration);
  const mia = await server.signIn(demonstration.people.mia);
  const own = (await mia.do(groupEndpoints.listOwn, { input: {} })).items;
  expect(own).toMatchObject([{ name: "First-Generation Faculty", standing: "facilitator", members: 2 }]);
  const { requests } = await mia.do(groupEndpoints.show, { params: { groupId: own[0]!.id } });
  expect(requests).toBe(1);
  const others = (await mia.do(groupEndpoints.list, { input: {} })).items;
  expect(others).toMatchObject([{ name: "Open Materials", standing: "outside", members: 2 }]);
});
