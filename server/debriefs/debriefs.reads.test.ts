import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { keepRole } from "#server/campuses/roles.model";
import { buildRoom, buildSomeone, say } from "#server/testing/buildRoom";
import type { HttpClient } from "#server/testing/httpClient";
import { startServer, type TestServer } from "#server/testing/startServer";
import { addDebrief } from "#server/testing/world";
import { debriefEndpoints as doors } from "#shared/debriefs/debriefs.endpoints";
import { type Id, newId } from "#shared/ids";

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

/** Every page of one's own debriefs, one after the other. */
async function pages(browser: HttpClient, between = async (_page: number) => {}): Promise<Id[][]> {
  const read: Id[][] = [];
  for (let after: string | null | undefined; after !== null; ) {
    const page = await browser.do(doors.list, { input: after === undefined ? {} : { after } });
    read.push(page.items.map(({ id }) => id));
    after = page.next;
    await between(read.length);
  }
  return read;
}

describe("the list of one's debriefs", () => {
  test("gives each once, the latest first, also those that begin together and those that come meanwhile", async () => {
    const { birch, alder } = server.world.campuses;
    const ids: { id: Id; startsAt: number }[] = [];
    for (let place = 0; place < 70; place++) {
      const startsAt = new Date(Date.UTC(2030, 0, 1 + Math.floor(place / 25)));
      const { debriefId } = await addDebrief(server.world, place % 10 === 3 ? alder : birch, { startsAt });
      ids.push({ id: debriefId, startsAt: startsAt.getTime() });
    }
    const reader = await buildSomeone(server, "Bo", birch);
    const elsewhere = ids.filter((_, place) => place % 10 === 3);
    for (const { id } of elsewhere) {
      await keepRole({
        ...{ personId: reader.personId, role: "facilitator", scopeKind: "room", scopeId: id, givenBy: null },
      });
    }
    const read = await pages(reader.browser, async (page) => {
      if (page === 1) await addDebrief(server.world, birch, { startsAt: new Date(Date.UTC(2031, 0, 1)) });
    });
    const expected = [...ids].sort((a, b) => b.startsAt - a.startsAt || (a.id < b.id ? 1 : -1));
    const isOurs = (id: Id) => ids.some((one) => one.id === id);
    expect(read.flat().filter(isOurs)).toEqual(expected.map(({ id }) => id));
    expect(new Set(read.flat()).size).toBe(read.flat().length);
    expect(Math.max(...read.map((page) => page.length))).toBe(50);
  });

  test("shows of a convening what the alliance may know, and of another alliance's nothing", async () => {
    const room = await buildRoom(server);
    const { items } = await room.ben.browser.do(doors.list, { input: { conveningId: room.conveningId } });
    expect(items).toMatchObject([{ id: room.id, stage: "live", place: null, here: null, canAttend: false }]);
    const own = await room.max.browser.do(doors.list, { input: { conveningId: room.conveningId } });
    expect(own.items).toMatchObject([{ place: "Room 1", here: 0, canAttend: true, canFacilitate: false }]);
    const foreign = await room.ola.browser.try(doors.list, { input: { conveningId: room.conveningId } });
    const nothing = await room.ola.browser.try(doors.list, { input: { conveningId: newId() } });
    expect([foreign.status, foreign.text]).toEqual([404, nothing.text]);
  });

  test("refuses a cursor that is none", async () => {
    const { max } = await buildRoom(server, { stage: "scheduled" });
    for (const after of ["x", "W10", Buffer.from('[{"$gt":0},"a"]').toString("base64url")]) {
      expect((await max.browser.try(doors.list, { input: { after } })).status).toBe(422);
    }
  });
});

describe("a room's code", () => {
  test("leads its people there, however it is typed, and tells others as much as a wrong one", async () => {
    const { debriefId, code } = await addDebrief(server.world, server.world.campuses.alder);
    const max = await buildSomeone(server, "Max", server.world.campuses.alder);
    for (const typed of [code, code.toLowerCase(), ` ${code.replace(" ", "")} `, code.replace(" ", "-")]) {
      expect(await max.browser.do(doors.findByCode, { input: { code: typed } })).toEqual({ debriefId });
    }
    const ben = await buildSomeone(server, "Ben", server.world.campuses.birch);
    const foreign = await ben.browser.try(doors.findByCode, { input: { code } });
    const wrong = await ben.browser.try(doors.findByCode, { input: { code: "KITE 9999" } });
    expect([foreign.status, foreign.text]).toEqual([404, wrong.text]);
  });

  test("cannot be found by trying", async () => {
    const max = await buildSomeone(server, "Max", server.world.campuses.alder);
    const tries = Array.from({ length: 25 }, (_, number) =>
      max.browser.try(doors.findByCode, { input: { code: `KITE ${number}` } }),
    );
    const answers = await Promise.all(tries);
    expect(answers.filter(({ status }) => status === 404)).toHaveLength(20);
    const refused = answers.find(({ status }) => status === 429);
    expect(refused?.body).toMatchObject({ code: "tooMany" });
    expect(Number(refused?.headers["retry-after"])).toBeGreaterThan(0);
  });
});

describe("scheduling", () => {
  const wish = (conveningId: Id, campusId: Id) => ({
    ...{ debriefId: newId(), conveningId, campusId, startsAt: Date.now() + 86_400_000 },
    ...{ place: "Library 2", attribution: "named" as const },
  });

  test("is the coordinator's, happens once however often it is sent, and once for each convening", async () => {
    const { campuses, convenings } = server.world;
    await addDebrief(server.world, campuses.birch);
    const [cora, cleo] = [await server.signIn("cora"), await server.signIn("cleo")];
    const { conveningId } = await addDebrief(server.world, campuses.birch);
    const input = wish(conveningId, campuses.alder);
    const answers = await Promise.all([1, 2, 3].map(() => cora.try(doors.schedule, { input })));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    const again = await cora.try(doors.schedule, { input: wish(conveningId, campuses.alder) });
    expect([again.status, again.body.code]).toEqual([409, "alreadyScheduled"]);
    expect((await cleo.try(doors.schedule, { input: wish(conveningId, campuses.alder) })).status).toBe(403);
    const notTheirs = await cora.try(doors.schedule, { input: wish(convenings.southern, campuses.alder) });
    const nowhere = await cora.try(doors.schedule, { input: wish(newId(), campuses.alder) });
    expect([notTheirs.status, nowhere.status]).toEqual([404, 404]);
  });

  test("under an id that is taken is a conflict and tells nothing", async () => {
    const { campuses } = server.world;
    const cora = await server.signIn("cora");
    const { conveningId } = await addDebrief(server.world, campuses.birch);
    const input = { ...wish(conveningId, campuses.alder), debriefId: server.world.rooms.cedar };
    const answer = await cora.try(doors.schedule, { input });
    expect([answer.status, answer.body.code]).toEqual([409, "deedKnown"]);
    expect(answer.text).not.toContain("Cedar");
  });
});

test("the facts of a room come in order, from where one asks, at most 500 at a time", async () => {
  const room = await buildRoom(server);
  for (const text of ["one", "two", "three"]) await say(room, room.max, text);
  const { items } = await room.mia.browser.do(doors.facts, { params: room.params, input: { after: 2 } });
  expect(items.map(({ seq }) => seq)).toEqual([3, 4, 5]);
  for (const after of [-1, 1.5, Number.NaN]) {
    const answer = await room.mia.browser.try(doors.facts, { params: room.params, input: { after } });
    expect(answer.status).toBe(422);
  }
  expect((await room.ben.browser.try(doors.facts, { params: room.params, input: { after: 0 } })).status).toBe(
    403,
  );
});

test("nobody may do so many deeds at once that others cannot read along", async () => {
  const room = await buildRoom(server);
  const words = { kind: "insight" as const, text: "More", isUnnamed: false };
  const answers = await Promise.all(
    Array.from({ length: 45 }, () =>
      room.max.browser.try(doors.contribute, { params: room.params, input: { ...words, deedId: newId() } }),
    ),
  );
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(40);
  expect(answers.filter(({ status }) => status === 429)).toHaveLength(5);
  expect((await room.mia.browser.try(doors.show, { params: room.params })).status).toBe(200);
});
