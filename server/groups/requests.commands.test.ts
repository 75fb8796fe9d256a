import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type GroupOfOurs, peopleGroup } from "#server/testing/buildGroup";
import type { Someone } from "#server/testing/buildRoom";
import { startServer, type TestServer } from "#server/testing/startServer";
import { groupEndpoints } from "#shared/groups/groups.endpoints";
import { requestEndpoints as doors, membershipEndpoints } from "#shared/groups/memberships.endpoints";
import { type Id, newId } from "#shared/ids";

let server: TestServer;
let group: GroupOfOurs;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

const ask = ({ browser }: Someone, requestId = newId(), version = 1) =>
  browser.try(doors.ask, {
    params: group.params,
    input: { requestId, words: "I teach statistics.", version },
  });
const answer = ({ browser }: Someone, requestId: Id, isAccepted = true, words = "Welcome.") =>
  browser.try(doors.answer, { params: { requestId }, input: { isAccepted, words } });
const withdraw = ({ browser }: Someone, requestId: Id) =>
  browser.try(doors.withdraw, { params: { requestId }, input: {} });
const open = async ({ browser }: Someone) =>
  (await browser.do(doors.list, { params: group.params, input: {} })).items.map(({ id }) => id);
const own = async ({ browser }: Someone) => (await browser.do(doors.listOwn, { input: {} })).items;
const standing = async ({ browser }: Someone) =>
  (await browser.do(groupEndpoints.show, { params: group.params })).standing;
const makeFacilitator = async ({ personId }: Someone) =>
  await group.fay.browser.do(membershipEndpoints.namePart, {
    params: { ...group.params, personId },
    input: { part: "facilitator" },
  });

describe("asking to join", () => {
  test("shows the facilitators who asks and why, once however often it is sent", async () => {
    group = await peopleGroup(server, { joining: "request" });
    const { fay, max, mia, ola } = group;
    const requestId = newId();
    const answers = await Promise.all([1, 2, 3].map(() => ask(mia, requestId)));
    expect(answers.map(({ status, body }) => [status, body])).toEqual(
      answers.map(() => [
        200,
        expect.objectContaining({ id: requestId, state: "open", groupName: "A group" }),
      ]),
    );
    const { items } = await fay.browser.do(doors.list, { params: group.params, input: {} });
    expect(items).toEqual([
      expect.objectContaining({
        ...{ id: requestId, words: "I teach statistics." },
        person: { personId: mia.personId, name: "Mia", unit: "" },
      }),
    ]);
    const another = await ask(mia);
    expect([another.status, another.body.code]).toEqual([409, "asked"]);
    expect(await standing(mia)).toBe("asked");
    const shown = await fay.browser.do(groupEndpoints.show, { params: group.params });
    expect([shown.requests, shown.members]).toEqual([1, 2]);
    expect((await max.browser.try(doors.list, { params: group.params, input: {} })).status).toBe(403);
    expect((await ola.browser.try(doors.list, { params: group.params, input: {} })).status).toBe(404);
    const taken = await ask(group.ben, requestId);
    expect([taken.status, taken.body.code]).toEqual([409, "deedKnown"]);
  });

  test("is for those outside and at home, where one asks, with the norms of today", async () => {
    group = await peopleGroup(server, { joining: "request" });
    expect((await ask(group.max)).status).toBe(403);
    expect((await ask(group.ola)).status).toBe(404);
    expect((await ask(group.mia, newId(), 2)).body.code).toBe("normsChanged");
    for (const [joining, status] of [
      ["open", 403],
      ["private", 403],
      ["hidden", 404],
    ] as const) {
      group = await peopleGroup(server, { joining });
      expect((await ask(group.mia)).status).toBe(status);
    }
  });
});

describe("answering", () => {
  test("lets somebody in, who may read at once; sent again by both it is the same", async () => {
    group = await peopleGroup(server, { joining: "request" });
    const { fay, mia } = group;
    const requestId = newId();
    await ask(mia, requestId);
    const socket = await mia.listen();
    for (let twice = 0; twice < 2; twice++) expect((await answer(fay, requestId)).status).toBe(200);
    expect(await socket.cut).toBe("io server disconnect");
    expect(await standing(mia)).toBe("member");
    expect(await open(fay)).toEqual([]);
    expect(await own(mia)).toEqual([
      expect.objectContaining({ id: requestId, state: "accepted", answer: "Welcome." }),
    ]);
    expect((await ask(mia, requestId)).body).toMatchObject({ state: "accepted" });
  });

  test("says no with a reason, and one may ask again", async () => {
    group = await peopleGroup(server, { joining: "request" });
    const { fay, mia } = group;
    const requestId = newId();
    await ask(mia, requestId);
    await answer(fay, requestId, false, "The group is for librarians.");
    expect(await standing(mia)).toBe("outside");
    expect(await own(mia)).toEqual([
      expect.objectContaining({ state: "declined", answer: "The group is for librarians." }),
    ]);
    expect((await ask(mia)).status).toBe(200);
    expect((await own(mia)).map(({ state }) => state)).toEqual(["open", "declined"]);
  });

  test("is done by one of two at once; the other is told", async () => {
    group = await peopleGroup(server, { joining: "request" });
    const { fay, max, mia } = group;
    await makeFacilitator(max);
    for (let pair = 0; pair < 20; pair++) {
      const requestId = newId();
      await ask(mia, requestId);
      const answers = await Promise.all([
        answer(fay, requestId, pair % 3 === 0),
        answer(max, requestId, pair % 2 === 0),
      ]);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
      expect(answers.find(({ status }) => status === 409)?.body.code).toBe("answered");
      const isIn = (await standing(mia)) === "member";
      expect(isIn).toBe((await own(mia))[0]?.state === "accepted");
      if (isIn) await mia.browser.do(groupEndpoints.leave, { params: group.params, input: {} });
    }
  }, 60_000);

  test("is for facilitators; for others a request is what nothing is", async () => {
    group = await peopleGroup(server, { joining: "request" });
    const { max, mia, ben, stella, ola, ada } = group;
    const requestId = newId();
    await ask(mia, requestId);
    for (const who of [max, ben, stella, ola, ada]) {
      const [there, nothing] = [await answer(who, requestId), await answer(who, newId())];
      expect([there.status, there.text]).toEqual([404, nothing.text]);
      expect((await withdraw(who, requestId)).status).toBe(404);
    }
    expect((await answer(mia, requestId)).status).toBe(403);
  });

  test("yes is refused once the group is archived, and the request stays", async () => {
    group = await peopleGroup(server, { joining: "request" });
    const { fay, mia, params } = group;
    const requestId = newId();
    await ask(mia, requestId);
    await fay.browser.do(groupEndpoints.archive, { params, input: { isArchived: true } });
    expect((await answer(fay, requestId)).body.code).toBe("archived");
    expect(await open(fay)).toEqual([requestId]);
    expect((await answer(fay, requestId, false)).status).toBe(200);
  });
});

test("a request is taken back once or more, unless it was answered; either of two at once does it", async () => {
  group = await peopleGroup(server, { joining: "request" });
  const { fay, mia } = group;
  const requestId = newId();
  await ask(mia, requestId);
  expect((await withdraw(mia, requestId)).status).toBe(200);
  expect((await withdraw(mia, requestId)).status).toBe(200);
  expect([await own(mia), await open(fay)]).toEqual([[], []]);
  expect((await answer(fay, requestId)).body.code).toBe("answered");
  for (let pair = 0; pair < 10; pair++) {
    const next = newId();
    await ask(mia, next);
    const answers = await Promise.all([withdraw(mia, next), answer(fay, next, false)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  }
});
