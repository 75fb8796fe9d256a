import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { verifyLedgers } from "#server/database/ledger";
import { buildRoom, type RoomOfOurs, type Someone, say } from "#server/testing/buildRoom";
import { decline, hold, remark, show, view, write } from "#server/testing/holding";
import { end, mine, pause, pauses, REASON, raise, speak } from "#server/testing/pausing";
import { startServer, type TestServer } from "#server/testing/startServer";
import { logEndpoints } from "#shared/care/log.contract";
import { debriefEndpoints as doors } from "#shared/debriefs/debriefs.endpoints";
import { newId } from "#shared/ids";

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

const MINUTE = 60_000;
const codes = (answers: { body: { code?: string }; status: number }[]) =>
  answers.map(({ body, status }) => body.code ?? status);
const changeStage = ({ params, fay }: RoomOfOurs, to: "closing" | "closed" | "live", deedId = newId()) =>
  fay.browser.do(doors.changeStage, { params, input: { deedId, to } });
const log = async ({ params }: RoomOfOurs, { browser }: Someone) =>
  (await browser.do(logEndpoints.ofRoom, { params, input: {} })).items.map(
    ({ deed, by, whom, reason }) => `${deed} ${by.name} ${whom?.name ?? "–"} ${reason}`,
  );

describe("somebody who is paused in a room", () => {
  test("speaks by none of its doors, reads everything, is told why, and takes back what was theirs", async () => {
    const room = await buildRoom(server);
    const { fay, max, params } = room;
    const said = await say(room, max, "Said before.");
    expect((await pause(room, fay, max)).status).toBe(200);
    expect(codes(await speak(room, max, said))).toEqual(["paused", "paused", "paused", "paused"]);
    const own = await mine(room, max);
    expect(own.pause?.reason).toBe(REASON);
    expect(own.pause!.until! - Date.now()).toBeGreaterThan(4.9 * MINUTE);
    expect((await max.browser.do(doors.show, { params })).contributions).toHaveLength(1);
    const input = { deedId: newId(), contributionId: said };
    expect((await max.browser.try(doors.withdraw, { params, input })).status).toBe(200);
    expect(codes(await speak(room, fay, await say(room, fay, "Goes on.")))).toEqual([200, 200, 200, 200]);
  });

  test("is not kept from lowering a hand and giving the floor back", async () => {
    const room = await buildRoom(server);
    const { fay, max, params } = room;
    await raise(room, max);
    await pause(room, fay, max);
    const input = { deedId: newId(), personId: max.personId };
    const answers = [
      await max.browser.try(doors.lowerHand, { params, input }),
      await max.browser.try(doors.freeFloor, { params, input: { ...input, deedId: newId() } }),
    ];
    expect(codes(answers)).toEqual(["alreadySo", "alreadySo"]);
  });

  test("speaks again when the time is over, and not before", async () => {
    const room = await buildRoom(server);
    const { fay, max } = room;
    const said = await say(room, fay, "A word.");
    await pause(room, fay, max, { minutes: 15 });
    const now = Date.now();
    vi.useFakeTimers({ toFake: ["Date"], now: now + 14.9 * MINUTE });
    try {
      expect(codes(await speak(room, max, said))).toEqual(["paused", "paused", "paused", "paused"]);
      vi.setSystemTime(now + 15.1 * MINUTE);
      expect((await pauses(room, fay)).items).toEqual([]);
      expect((await mine(room, max)).pause).toBeNull();
      expect(codes(await speak(room, max, said))).toEqual([200, 200, 200, 200]);
    } finally {
      vi.useRealTimers();
    }
  });

  test("speaks again once a facilitator ends it; ending it twice changes nothing", async () => {
    const room = await buildRoom(server);
    const { fay, finn, max } = room;
    const said = await say(room, fay, "A word.");
    await pause(room, fay, max, { minutes: null });
    expect((await mine(room, max)).pause).toEqual({ until: null, reason: REASON });
    expect(codes([await end(room, finn, max), await end(room, fay, max)])).toEqual([200, 200]);
    expect(codes(await speak(room, max, said))).toEqual([200, 200, 200, 200]);
    expect(await log(room, fay)).toEqual([
      "debriefs:pauseEnded Finn Max ",
      `debriefs:paused Fay Max ${REASON}`,
    ]);
  });

  test("speaks again in a room that was closed and reopened; a late closing ends no later pause", async () => {
    const room = await buildRoom(server);
    const { fay, max } = room;
    await pause(room, fay, max, { minutes: null });
    const deedId = newId();
    await changeStage(room, "closing");
    expect((await mine(room, max)).pause).not.toBeNull();
    await changeStage(room, "closed", deedId);
    expect((await mine(room, max)).pause).toBeNull();
    expect((await pause(room, fay, max)).body.code).toBe("stageMoved");
    await changeStage(room, "live");
    expect((await write(room, max)).status).toBe(200);
    await pause(room, fay, max);
    await changeStage(room, "closed", deedId);
    expect((await write(room, max)).body.code).toBe("paused");
  });

  test("is answered as before what the room has already, and hears of elsewhere nothing", async () => {
    const [room, other] = [await buildRoom(server), await buildRoom(server)];
    const { fay, max } = room;
    const input = remark("Said before.");
    const first = (await write(room, max, input)).body;
    await pause(room, fay, max);
    expect((await write(room, max, input)).body).toEqual(first);
    expect((await write(other, max)).status).toBe(200);
    expect((await mine(other, max)).pause).toBeNull();
  });

  test("had what a facilitator may still show", async () => {
    const room = await buildRoom(server);
    const { fay, max } = room;
    await hold(room, fay);
    const input = remark();
    await write(room, max, input);
    await pause(room, fay, max);
    expect((await write(room, max, input)).body).toEqual({ heldId: input.deedId });
    expect((await write(room, max, remark("Another."))).body.code).toBe("paused");
    expect((await show(room, fay, input.deedId)).status).toBe(200);
  });
});

describe("pausing somebody", () => {
  test("is for the people of the room who do not facilitate it, and needs a reason", async () => {
    const room = await buildRoom(server);
    const { fay, finn, max, mia, ola } = room;
    expect(codes([await pause(room, fay, fay), await pause(room, fay, finn)])).toEqual([
      "facilitates",
      "facilitates",
    ]);
    for (const { personId } of [ola, { personId: newId() }])
      expect((await pause(room, fay, { personId })).status).toBe(404);
    for (const reason of ["  ", "x".repeat(401)])
      expect((await pause(room, fay, max, { reason })).status).toBe(422);
    expect((await pause(room, fay, mia, { reason: "x".repeat(400) })).status).toBe(200);
    const early = await buildRoom(server, { stage: "scheduled" });
    expect((await pause(early, early.fay, early.max)).body.code).toBe("stageMoved");
  });

  test("sent again is done once, also when it is over by then", async () => {
    const room = await buildRoom(server);
    const { fay, finn, max } = room;
    const pauseId = newId();
    const twice = await Promise.all([pause(room, fay, max, { pauseId }), pause(room, fay, max, { pauseId })]);
    expect(codes(twice)).toEqual([200, 200]);
    await end(room, finn, max);
    expect((await pause(room, fay, max, { pauseId })).status).toBe(200);
    expect((await write(room, max)).status).toBe(200);
    expect(await log(room, fay)).toHaveLength(2);
  });

  test("of two facilitators who do it at once one does, and the other is told", async () => {
    const room = await buildRoom(server);
    const { fay, finn, max } = room;
    for (let pair = 0; pair < 15; pair++) {
      const answers = await Promise.all([pause(room, fay, max), pause(room, finn, max, { minutes: null })]);
      expect(codes(answers).sort()).toEqual([200, "paused"]);
      await end(room, pair % 2 === 0 ? fay : finn, max);
    }
  });

  test("lets nothing past that comes in at the same time", async () => {
    const room = await buildRoom(server);
    const { fay, max } = room;
    const before = Array.from({ length: 5 }, (_, place) => write(room, max, remark(`Words ${place}`)));
    const [paused] = await Promise.all([pause(room, fay, max), ...before]);
    expect(paused.status).toBe(200);
    const { seq } = await view(room);
    expect(codes(await Promise.all([1, 2, 3].map(() => write(room, max))))).toEqual(Array(3).fill("paused"));
    expect((await view(room)).seq).toBe(seq);
  });
});

describe("the room's log", () => {
  test("tells what else keeps somebody from speaking, and names nobody who spoke without a name", async () => {
    const room = await buildRoom(server);
    const { fay, finn, max, params } = room;
    await hold(room, fay);
    for (const isUnnamed of [false, true]) {
      const input = remark("A word that waits.", isUnnamed);
      await write(room, max, input);
      expect(
        codes([await decline(room, finn, input.deedId), await decline(room, finn, input.deedId)]),
      ).toEqual([200, 200]);
    }
    for (const who of [max, fay]) {
      await raise(room, max);
      const floor = { personId: max.personId };
      await fay.browser.do(doors.call, { params, input: { deedId: newId(), ...floor } });
      const input = { deedId: newId(), ...floor };
      for (const _ of [1, 2]) await who.browser.do(doors.freeFloor, { params, input });
    }
    expect(await log(room, fay)).toEqual([
      "debriefs:floorTaken Fay Max ",
      "debriefs:remarkDeclined Finn – It names a student.",
      "debriefs:remarkDeclined Finn Max It names a student.",
    ]);
    const walked = await verifyLedgers();
    expect(walked.find(({ ledger }) => ledger === `room:${room.id}`)).toMatchObject({
      entries: 3,
      flaw: null,
    });
  });
});
