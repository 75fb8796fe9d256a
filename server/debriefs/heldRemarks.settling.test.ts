import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildRoom, say } from "#server/testing/buildRoom";
import { expectSameAsRefetch } from "#server/testing/expectSameAsRefetch";
import {
  buildHeld,
  decline,
  hold,
  lookOn,
  own,
  remark,
  SECRET,
  show,
  takeBack,
  view,
  waiting,
} from "#server/testing/holding";
import { startServer, type TestServer } from "#server/testing/startServer";
import { debriefEndpoints as doors } from "#shared/debriefs/debriefs.endpoints";
import { heldRemarkEndpoints as heldDoors } from "#shared/debriefs/heldRemarks.endpoints";
import { type Id, newId } from "#shared/ids";
import { HeldRemark } from "./heldRemarks.model";

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

describe("showing what waits", () => {
  test("enters it once, as its author's, signed as they chose, where it was written", async () => {
    const { room, heldId } = await buildHeld(server);
    const { max, mia, fay, params } = room;
    await fay.browser.do(doors.move, { params, input: { deedId: newId(), from: 0, to: 1 } });
    await expectSameAsRefetch(await lookOn(room), room.id, async () => {
      const first = await show(room, fay, heldId);
      expect(first.status).toBe(200);
      expect((await show(room, fay, heldId)).body).toEqual(first.body);
    });
    const { contributions } = await view(room);
    expect(contributions).toMatchObject([{ id: heldId, segment: 0, text: SECRET, author: { name: "Max" } }]);
    expect(await waiting(room)).toEqual([]);
    const { contributionIds, held } = await max.browser.do(doors.mine, { params });
    expect({ contributionIds, held }).toEqual({ contributionIds: [heldId], held: [] });
    expect((await mia.browser.do(doors.mine, { params })).contributionIds).toEqual([]);
    expect(await HeldRemark.findById(heldId).lean()).toMatchObject({
      state: "shown",
      text: "",
      author: null,
    });
  });

  test("names nobody who chose no name, to the facilitator neither", async () => {
    const { room, heldId } = await buildHeld(server, remark(SECRET, true));
    const asked = await room.fay.browser.try(heldDoors.list, { params: room.params });
    expect(await waiting(room)).toMatchObject([{ id: heldId, author: null }]);
    expect(asked.text).not.toContain(room.max.personId);
    const shown = await show(room, room.fay, heldId);
    expect(shown.text).not.toContain(room.max.personId);
    expect((await view(room)).contributions).toMatchObject([{ id: heldId, author: null }]);
  });

  test("an answer stands under what it answers, unless that was taken back meanwhile", async () => {
    const room = await buildRoom(server);
    const { max, mia, fay, params } = room;
    const contributionId = await say(room, mia, "Said before.");
    await hold(room, fay);
    const answers = ["One", "Two"].map((text) => ({
      deedId: newId(),
      contributionId,
      text,
      isUnnamed: false,
    }));
    for (const input of answers) await max.browser.do(doors.answer, { params, input });
    const [one, two] = answers.map(({ deedId }) => deedId) as [Id, Id];
    expect((await show(room, fay, one)).status).toBe(200);
    expect((await view(room)).contributions[0]?.answers).toMatchObject([{ id: one, text: "One" }]);
    await mia.browser.do(doors.withdraw, { params, input: { deedId: newId(), contributionId } });
    expect((await show(room, fay, two)).body).toMatchObject({
      code: "withdrawn",
      message: "Its author has taken that back.",
    });
    expect(await waiting(room)).toMatchObject([{ id: two }]);
  });
});

describe("declining what waits", () => {
  test("tells its author alone why, who writes it anew or puts it away", async () => {
    const { room, heldId } = await buildHeld(server);
    const { max, mia, fay, params } = room;
    const onlooker = await lookOn(room);
    const facts = await expectSameAsRefetch(onlooker, room.id, async () => {
      expect((await decline(room, fay, heldId)).status).toBe(200);
      expect((await decline(room, fay, heldId)).status).toBe(200);
    });
    expect(facts).toEqual([]);
    expect(await own(room, max)).toMatchObject([
      { id: heldId, state: "declined", reason: "It names a student.", text: SECRET },
    ]);
    expect(await own(room, mia)).toEqual([]);
    expect(await waiting(room)).toEqual([]);
    expect((await show(room, fay, heldId)).body.code).toBe("heldSettled");
    expect((await takeBack(room, mia, heldId)).status).toBe(404);
    for (let i = 0; i < 2; i++) expect((await takeBack(room, max, heldId)).status).toBe(200);
    expect(await own(room, max)).toEqual([]);
    const kept = await HeldRemark.findById(heldId).lean();
    expect(kept).toMatchObject({ text: "", author: null, reason: "" });
    expect((await view(room)).contributions).toEqual([]);
    expect((await max.browser.do(doors.mine, { params })).contributionIds).toEqual([]);
  });

  test("needs a reason, and none that is too long", async () => {
    const { room, heldId } = await buildHeld(server);
    for (const reason of ["", "  ", "a".repeat(401)])
      expect((await decline(room, room.fay, heldId, reason)).status).toBe(422);
    expect(await waiting(room)).toHaveLength(1);
  });

  test("and showing at once by two facilitators: one acts, and the other is told", async () => {
    for (const other of [show, decline]) {
      const { room, heldId } = await buildHeld(server);
      const answers = await Promise.all([show(room, room.fay, heldId), other(room, room.finn, heldId)]);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
      expect(answers.find(({ status }) => status === 409)?.body.code).toBe("heldSettled");
      const { state } = (await HeldRemark.findById(heldId).lean())!;
      expect((await view(room)).contributions).toHaveLength(state === "shown" ? 1 : 0);
    }
  });

  test("or showing what its author takes back at the same moment: it is gone or in the room", async () => {
    const { room, heldId } = await buildHeld(server);
    const [shown, taken] = await Promise.all([
      show(room, room.fay, heldId),
      takeBack(room, room.max, heldId),
    ]);
    expect([shown.status, taken.status].sort()).toEqual([200, 409]);
    expect((await view(room)).contributions).toHaveLength(shown.status === 200 ? 1 : 0);
  });
});
