import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type GroupOfOurs, peopleGroup } from "#server/testing/buildGroup";
import { buildSomeone, type Someone } from "#server/testing/buildRoom";
import { startServer, type TestServer } from "#server/testing/startServer";
import { buildGroup } from "#server/testing/world";
import { logEndpoints } from "#shared/care/log.contract";
import { groupEndpoints as doors } from "#shared/groups/groups.endpoints";
import {
  invitationEndpoints,
  membershipEndpoints,
  requestEndpoints,
} from "#shared/groups/memberships.endpoints";
import { type Id, newId } from "#shared/ids";
import { Group } from "./groups.model";

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

const words = { kind: "interest", name: "Open Materials", purpose: "To share what we teach with." } as const;
const founding = (given: { groupId?: Id; programId?: Id | null; campusId?: Id | null } = {}) => ({
  ...{ groupId: newId(), ...words, joining: "open" as const, norms: ["Listen first.", "Say who made it."] },
  ...{ programId: server.world.programs.northern, campusId: null },
  ...given,
});
const names = async (who: Someone, own = false) =>
  (await who.browser.do(own ? doors.listOwn : doors.list, { input: {} })).items.map(({ id }) => id);

describe("founding a group", () => {
  test("makes one of which the founder is the facilitator, with its norms accepted", async () => {
    const mia = await buildSomeone(server, "Mia", server.world.campuses.alder);
    const input = founding();
    const founded = await mia.browser.do(doors.found, { input });
    expect(founded).toMatchObject({
      ...{ id: input.groupId, ...words, members: 1, standing: "facilitator", acceptedNorms: 1, requests: 0 },
      ...{ home: "The northern alliance", campus: null, programId: input.programId, isArchived: false },
      norms: { version: 1, texts: input.norms },
      facilitators: [{ personId: mia.personId, name: "Mia", unit: "" }],
    });
    expect(await names(mia, true)).toEqual([input.groupId]);
    expect(await names(mia)).not.toContain(input.groupId);
  });

  test("twice makes one group, also at once; somebody else's id makes none", async () => {
    const mia = await buildSomeone(server, "Mia", server.world.campuses.alder);
    const ben = await buildSomeone(server, "Ben", server.world.campuses.birch);
    const input = founding();
    const answers = await Promise.all([1, 2, 3].map(() => mia.browser.try(doors.found, { input })));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect((await mia.browser.do(doors.show, { params: input })).members).toBe(1);
    const taken = await ben.browser.try(doors.found, { input });
    expect([taken.status, taken.body.code]).toEqual([409, "deedKnown"]);
  });

  test("is for those at home there, and at one home", async () => {
    const { programs, campuses } = server.world;
    const ola = await buildSomeone(server, "Ola", campuses.cedar);
    const mia = await buildSomeone(server, "Mia", campuses.alder);
    const status = async (who: Someone, given: Parameters<typeof founding>[0]) =>
      (await who.browser.try(doors.found, { input: founding(given) })).status;
    expect(await status(ola, {})).toBe(403);
    expect(await status(ola, { programId: null, campusId: campuses.alder })).toBe(403);
    expect(await status(mia, { programId: null, campusId: campuses.alder })).toBe(200);
    expect(await status(mia, { programId: programs.northern, campusId: campuses.alder })).toBe(422);
    expect(await status(mia, { programId: null, campusId: null })).toBe(422);
    expect(await status(mia, { programId: newId() })).toBe(422);
    const { homes } = await mia.browser.do(doors.listHomes, {});
    expect(homes).toEqual([
      { programId: programs.northern, campusId: null, name: "The northern alliance" },
      { programId: null, campusId: campuses.alder, name: "Alder State" },
    ]);
  });
});

describe("the words of a group", () => {
  test("are changed by its facilitators and nobody else, and its list stays in the order of names", async () => {
    const { fay, max, mia, ola, stella, ada, params } = await peopleGroup(server);
    const input = { ...words, name: "Ärger und Ähnliches", joining: "request" as const };
    const changed = await fay.browser.do(doors.change, { params, input });
    expect(changed).toMatchObject({ name: input.name, joining: "request", standing: "facilitator" });
    const statuses = [max, mia, stella, ola, ada].map(
      async ({ browser }) => (await browser.try(doors.change, { params, input })).status,
    );
    expect(await Promise.all(statuses)).toEqual([403, 403, 403, 404, 404]);
    const listed = (await mia.browser.do(doors.list, { input: {} })).items.map(({ name }) => name);
    const folded = listed.map((name) => name.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase());
    expect(listed).toContain(input.name);
    expect(folded).toEqual([...folded].sort());
    expect(await names(ola)).not.toContain(params.groupId);
  });

  test("are read, and nothing is entered, once it is archived", async () => {
    const { fay, max, mia, params } = await peopleGroup(server);
    for (let twice = 0; twice < 2; twice++)
      await fay.browser.do(doors.archive, { params, input: { isArchived: true } });
    expect((await max.browser.do(doors.show, { params })).isArchived).toBe(true);
    expect((await mia.browser.try(doors.join, { params, input: { version: 1 } })).status).toBe(403);
    const invitation = { invitationId: newId(), address: "somebody@alder.example" };
    const invited = await fay.browser.try(invitationEndpoints.invite, { params, input: invitation });
    expect(invited.status).toBe(403);
    expect((await max.browser.try(doors.archive, { params, input: { isArchived: false } })).status).toBe(403);
    await fay.browser.do(doors.archive, { params, input: { isArchived: false } });
    expect((await mia.browser.try(doors.join, { params, input: { version: 1 } })).status).toBe(200);
  });
});

describe("a group that moves", () => {
  test("keeps its people and all that is in it, and is found at its new home alone", async () => {
    const { campuses, programs } = server.world;
    const { fay, max, mia, ben, params } = await peopleGroup(server, { kind: "working" });
    const names = async ({ browser }: Someone) =>
      (await browser.do(doors.list, { input: {} })).items.map(({ id }) => id);
    const toCampus = { params, input: { programId: null, campusId: campuses.dogwood } };
    for (let twice = 0; twice < 2; twice++) {
      const moved = await fay.browser.do(doors.move, toCampus);
      expect(moved).toMatchObject({
        home: "Dogwood Institute",
        programId: null,
        campusIds: [campuses.dogwood],
      });
    }
    const seen = await max.browser.do(doors.show, { params });
    expect(seen).toMatchObject({ standing: "member", members: 2, kind: "working" });
    for (const outsider of [mia, ben]) {
      expect((await outsider.browser.try(doors.show, { params })).status).toBe(404);
      expect(await names(outsider)).not.toContain(params.groupId);
    }
    const neighbour = await buildSomeone(server, "Nell", campuses.dogwood);
    expect(await names(neighbour)).toContain(params.groupId);
    const entries = await fay.browser.do(logEndpoints.ofGroup, { params, input: {} });
    expect(entries.items.filter(({ deed }) => deed === "groups:movedHome")).toHaveLength(1);
    const away = { params, input: { programId: programs.northern, campusId: null } };
    expect((await fay.browser.try(doors.move, away)).status).toBe(403);
    expect((await max.browser.try(doors.move, toCampus)).status).toBe(403);
  });

  test("from a campus to an alliance is no campus group any more", async () => {
    const { campuses, programs } = server.world;
    const mia = await buildSomeone(server, "Mia", campuses.alder);
    const groupId = await buildGroup({ campusId: campuses.alder, kind: "campus", foundedBy: mia.personId });
    const moved = await mia.browser.do(doors.move, {
      params: { groupId },
      input: { programId: programs.northern, campusId: null },
    });
    expect(moved).toMatchObject({ kind: "interest", campus: null, programId: programs.northern });
    const wrong = { programId: programs.northern, campusId: campuses.alder };
    expect((await mia.browser.try(doors.move, { params: { groupId }, input: wrong })).status).toBe(422);
  });
});

describe("norms", () => {
  test("that change are accepted anew; those of an older version are not", async () => {
    const { fay, max, params } = await peopleGroup(server);
    const input = { over: 1, norms: ["Listen twice."] };
    for (let twice = 0; twice < 2; twice++) {
      const { norms, acceptedNorms } = await fay.browser.do(doors.changeNorms, { params, input });
      expect([norms.version, norms.texts, acceptedNorms]).toEqual([2, input.norms, 2]);
    }
    expect((await max.browser.do(doors.show, { params })).acceptedNorms).toBe(1);
    const roster = () => max.browser.do(membershipEndpoints.list, { params, input: {} });
    const accepted = async () =>
      (await roster()).items.map(({ person, hasAccepted }) => [person.name, hasAccepted]);
    expect(await accepted()).toEqual([
      ["Fay", true],
      ["Max", false],
    ]);
    const old = await max.browser.try(doors.acceptNorms, { params, input: { version: 1 } });
    expect([old.status, old.body.code]).toEqual([409, "normsChanged"]);
    await max.browser.do(doors.acceptNorms, { params, input: { version: 2 } });
    expect((await accepted())[1]).toEqual(["Max", true]);
  });

  test("over the same version are agreed on once", async () => {
    const { fay, params } = await peopleGroup(server);
    for (let over = 1; over <= 10; over++) {
      const inputs = ["One.", "Other."].map((text) => ({ over, norms: [text] }));
      const answers = await Promise.all(
        inputs.map((input) => fay.browser.try(doors.changeNorms, { params, input })),
      );
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
      expect(answers.find(({ status }) => status === 409)?.body.code).toBe("normsChanged");
    }
  });
});

describe("a hidden group", () => {
  /** What somebody is answered at every door that names a group. */
  async function everyDoor({ browser }: Someone, groupId: Id, personId: Id): Promise<string[]> {
    const params = { groupId, personId };
    const input = {};
    const version = 1;
    const answers = [
      browser.try(doors.show, { params }),
      browser.try(doors.change, { params, input: { ...words, joining: "open" } }),
      browser.try(doors.changeNorms, { params, input: { over: 1, norms: ["Mine."] } }),
      browser.try(doors.acceptNorms, { params, input: { version } }),
      browser.try(doors.join, { params, input: { version } }),
      browser.try(doors.leave, { params, input }),
      browser.try(doors.archive, { params, input: { isArchived: true } }),
      browser.try(doors.move, {
        params,
        input: { programId: server.world.programs.northern, campusId: null },
      }),
      browser.try(membershipEndpoints.list, { params, input }),
      browser.try(membershipEndpoints.namePart, { params, input: { part: "member" } }),
      browser.try(membershipEndpoints.remove, { params, input: { reason: "Because." } }),
      browser.try(requestEndpoints.ask, { params, input: { requestId: newId(), words: "Please.", version } }),
      browser.try(requestEndpoints.list, { params, input }),
      browser.try(invitationEndpoints.invite, {
        params,
        input: { invitationId: newId(), address: `${newId()}@alder.example` },
      }),
      browser.try(invitationEndpoints.list, { params, input }),
    ];
    return (await Promise.all(answers)).map(({ status, text }) => `${status} ${text}`);
  }

  test("is for everybody outside like none: its home's people, its stewards, whoever administers", async () => {
    const { id, fay, max, mia, ben, ola, stella, ada } = await peopleGroup(server, { joining: "hidden" });
    for (const who of [mia, ben, ola, stella, ada]) {
      expect(await everyDoor(who, id, max.personId)).toEqual(await everyDoor(who, newId(), newId()));
      expect(await names(who)).not.toContain(id);
    }
    expect(await names(max, true)).toEqual([id]);
    expect((await fay.browser.do(doors.show, { params: { groupId: id } })).joining).toBe("hidden");
  });

  test("that was none before is gone from the lists of those who had asked", async () => {
    const group: GroupOfOurs = await peopleGroup(server, { joining: "request" });
    const { fay, mia, params } = group;
    const input = { requestId: newId(), words: "", version: 1 };
    await mia.browser.do(requestEndpoints.ask, { params, input });
    await fay.browser.do(doors.change, { params, input: { ...words, joining: "hidden" } });
    expect((await mia.browser.do(requestEndpoints.listOwn, { input: {} })).items).toEqual([]);
    expect(await names(mia)).not.toContain(group.id);
  });
});

test("a long list of groups comes page by page, each once, without those that one is in", async () => {
  const { cedar } = server.world.campuses;
  const ola = await buildSomeone(server, "Ola", cedar);
  const record = await Group.findById(server.world.groups.foreign).lean();
  const copies = Array.from({ length: 60 }, (_, place) => ({
    ...{ ...record, _id: newId(), name: `Group ${place % 7}`, nameKey: `group ${place % 7}` },
    ...{ programId: null, campusId: cedar, homeId: cedar },
  }));
  await Group.insertMany(copies);
  await ola.browser.do(doors.join, { params: { groupId: copies[3]!._id }, input: { version: 1 } });
  const first = await ola.browser.do(doors.list, { input: {} });
  const second = await ola.browser.do(doors.list, { input: { after: first.next! } });
  const ids = [...first.items, ...second.items].map(({ id }) => id);
  expect(first.items).toHaveLength(50);
  expect(ids).toHaveLength(new Set(ids).size);
  expect(ids.sort()).toEqual(
    [...copies.map(({ _id }) => _id).filter((_, place) => place !== 3), server.world.groups.foreign].sort(),
  );
});
