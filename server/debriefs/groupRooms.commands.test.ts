import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type GroupOfOurs, peopleGroup } from "#server/testing/buildGroup";
import type { Someone } from "#server/testing/buildRoom";
import { startServer, type TestServer } from "#server/testing/startServer";
import { debriefEndpoints as roomDoors } from "#shared/debriefs/debriefs.endpoints";
import { groupRoomEndpoints as doors, type OpenInGroupInput } from "#shared/debriefs/groupRooms.endpoints";
import { pauseEndpoints } from "#shared/debriefs/pauses.endpoints";
import { spaceEndpoints } from "#shared/forums/spaces.contract";
import { threadEndpoints } from "#shared/forums/threads.endpoints";
import { groupEndpoints } from "#shared/groups/groups.endpoints";
import { membershipEndpoints } from "#shared/groups/memberships.endpoints";
import { type Id, newId } from "#shared/ids";
import { fromPlainText } from "#shared/richText/plainText";

let server: TestServer;
let group: GroupOfOurs;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());
beforeEach(async () => {
  group = await peopleGroup(server);
});

const asked: Omit<OpenInGroupInput, "debriefId" | "startsAt"> = {
  title: "Who is not at the table?",
  minutes: 45,
  place: "",
  attribution: "named",
  prompts: ["Who was missing?", "Whom do we ask?"],
};
const open = (by: Someone, given: Partial<OpenInGroupInput> = {}) =>
  by.browser.try(doors.open, {
    params: group.params,
    input: { ...asked, debriefId: newId(), startsAt: Date.now(), ...given },
  });
const step = ({ browser }: Someone, debriefId: Id, to: "open" | "live" | "closing" | "closed") =>
  browser.try(roomDoors.changeStage, { params: { debriefId }, input: { deedId: newId(), to } });
const say = ({ browser }: Someone, debriefId: Id) =>
  browser.try(roomDoors.contribute, {
    params: { debriefId },
    input: { deedId: newId(), kind: "insight", text: "A word.", isUnnamed: false },
  });
const listOwn = async ({ browser }: Someone) =>
  (await browser.do(roomDoors.list, { input: {} })).items.map(({ id }) => id);

/** A room of the group that is live. */
async function openLive(by: Someone, given: Partial<OpenInGroupInput> = {}): Promise<Id> {
  const debriefId = newId();
  await open(by, { ...given, debriefId });
  for (const to of ["open", "live"] as const) expect((await step(by, debriefId, to)).status).toBe(200);
  return debriefId;
}

describe("a room of a group's own", () => {
  test("is opened by a facilitator, led through their prompts, and spoken in by everybody in the group", async () => {
    const { fay, max } = group;
    const debriefId = await openLive(fay);
    const view = await max.browser.do(roomDoors.show, { params: { debriefId } });
    expect(view).toMatchObject({ title: asked.title, campus: null, conveningId: null, stage: "live" });
    expect(view.group).toMatchObject({ id: group.params.groupId });
    expect(view.segments.map(({ prompt, minutes }) => [prompt.en, prompt.es, minutes])).toEqual([
      ["Who was missing?", "Who was missing?", 23],
      ["Whom do we ask?", "Whom do we ask?", 22],
    ]);
    expect((await say(max, debriefId)).status).toBe(200);
    expect((await step(max, debriefId, "closing")).status).toBe(403);
    expect(await listOwn(max)).toContain(debriefId);
    const code = { input: { code: view.code } };
    expect(await max.browser.do(roomDoors.findByCode, code)).toEqual({ debriefId });
  });

  test("is for whoever is outside what was never there, also by its code", async () => {
    const { fay, mia, ben, ola } = group;
    const debriefId = await openLive(fay);
    const { code } = await fay.browser.do(roomDoors.show, { params: { debriefId } });
    for (const outsider of [mia, ben, ola]) {
      const { browser } = outsider;
      const answers = await Promise.all([
        browser.try(roomDoors.show, { params: { debriefId } }),
        browser.try(roomDoors.summary, { params: { debriefId } }),
        browser.try(roomDoors.findByCode, { input: { code } }),
        browser.try(doors.list, { params: group.params, input: {} }),
        say(outsider, debriefId),
      ]);
      expect(answers.map(({ status }) => status === 404 || status === 403)).toEqual(answers.map(() => true));
      expect(answers[0]?.status).toBe(404);
      expect(await listOwn(outsider)).not.toContain(debriefId);
      const listener = await outsider.listen();
      await expect(listener.join(`debriefs:${debriefId}`)).rejects.toThrow("notFound");
    }
  });

  test("is left by whoever leaves the group, at once", async () => {
    const { fay, max } = group;
    const debriefId = await openLive(fay);
    const listener = await max.listen();
    await listener.join(`debriefs:${debriefId}`);
    await max.browser.do(groupEndpoints.leave, { params: group.params, input: {} });
    await listener.cut;
    expect((await say(max, debriefId)).status).toBe(404);
    expect(await listOwn(max)).not.toContain(debriefId);
  });

  test("is read and not spoken in by whoever is paused in the group", async () => {
    const { fay, max } = group;
    const debriefId = await openLive(fay);
    await fay.browser.do(membershipEndpoints.pause, {
      params: { ...group.params, personId: max.personId },
      input: { pauseId: newId(), hours: 1, pace: 0, reason: "We listen first." },
    });
    expect((await say(max, debriefId)).body.code).toBe("paused");
    const { pause } = await max.browser.do(roomDoors.mine, { params: { debriefId } });
    expect(pause).toEqual({ until: expect.any(Number), reason: "We listen first." });
    expect((await max.browser.try(roomDoors.show, { params: { debriefId } })).status).toBe(200);
  });

  test("is looked after by whoever facilitates the group, who pauses somebody in it and nobody of their own", async () => {
    const { fay, max } = group;
    const debriefId = await openLive(fay);
    const pause = ({ personId }: Someone) =>
      fay.browser.try(pauseEndpoints.pause, {
        params: { debriefId, personId },
        input: { pauseId: newId(), minutes: 5, reason: "We listen first." },
      });
    expect((await pause(max)).status).toBe(200);
    expect((await say(max, debriefId)).body.code).toBe("paused");
    expect((await pause(fay)).body.code).toBe("facilitates");
    expect((await pause(group.mia)).status).toBe(404);
    const seen = await fay.browser.do(pauseEndpoints.list, { params: { debriefId } });
    expect(seen).toMatchObject({ items: [{ person: { name: "Max" } }], facilitatorIds: [fay.personId] });
  });

  test("is one however often it is sent, and never somebody else's", async () => {
    const { fay } = group;
    const debriefId = newId();
    const first = await open(fay, { debriefId });
    const again = await open(fay, { debriefId });
    expect(again.body).toEqual(first.body);
    const { items } = await fay.browser.do(doors.list, { params: group.params, input: {} });
    expect(items.map(({ id }) => id)).toEqual([debriefId]);
    const other = await peopleGroup(server);
    const taken = await other.fay.browser.try(doors.open, {
      params: other.params,
      input: { ...asked, debriefId, startsAt: Date.now() },
    });
    expect(taken.body.code).toBe("deedKnown");
  });

  test("is not opened any more once the group is archived, and what goes on there goes on", async () => {
    const { fay, max } = group;
    const debriefId = await openLive(fay);
    const later = newId();
    await open(fay, { debriefId: later });
    await fay.browser.do(groupEndpoints.archive, { params: group.params, input: { isArchived: true } });
    expect((await open(fay)).status).toBe(403);
    expect((await step(fay, later, "open")).body.code).toBe("archived");
    expect((await say(max, debriefId)).status).toBe(200);
    for (const to of ["closing", "closed"] as const) await step(fay, debriefId, to);
    expect((await step(fay, debriefId, "live")).body.code).toBe("archived");
    expect((await max.browser.try(roomDoors.show, { params: { debriefId } })).status).toBe(200);
  });

  test("is carried on in the forum of its group, and nowhere else", async () => {
    const { fay, max } = group;
    const debriefId = await openLive(fay);
    for (const to of ["closing", "closed"] as const) await step(fay, debriefId, to);
    const threadId = newId();
    const carry = (categoryId: Id) =>
      max.browser.try(threadEndpoints.start, {
        params: { categoryId },
        input: {
          ...{ threadId, kind: "discussion", title: "What we left open", tags: [], alsoIn: [], poll: null },
          ...{ body: fromPlainText("Who asks the students?"), carriedFrom: debriefId },
        },
      });
    const { spaceId } = await max.browser.do(spaceEndpoints.findGroupSpace, { params: group.params });
    const space = await max.browser.do(spaceEndpoints.show, { params: { spaceId } });
    const spaces = await max.browser.do(spaceEndpoints.list, { input: {} });
    const elsewhere = spaces.items.find(({ id }) => id !== spaceId)?.id as Id;
    const other = await max.browser.do(spaceEndpoints.show, { params: { spaceId: elsewhere } });
    expect((await carry(other.categories[0]?.id as Id)).status).toBe(422);
    expect((await carry(space.categories[0]?.id as Id)).status).toBe(200);
    const shown = await max.browser.do(threadEndpoints.show, { params: { threadId }, input: {} });
    expect(shown.thread.carriedFrom).toEqual({ campus: null });
    expect(shown.mine.carriedFromId).toBe(debriefId);
  });
});
