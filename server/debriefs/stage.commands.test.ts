import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildRoom, type RoomOfOurs, type Someone, say } from "#server/testing/buildRoom";
import { expectSameAsRefetch } from "#server/testing/expectSameAsRefetch";
import { startServer, type TestServer } from "#server/testing/startServer";
import type { DebriefView } from "#shared/debriefs/debriefs.contract";
import { debriefEndpoints as doors } from "#shared/debriefs/debriefs.endpoints";
import { timeLeft } from "#shared/debriefs/timer";
import { newId } from "#shared/ids";
import { Debrief } from "./debriefs.model";
import { Fact } from "./facts.model";

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

type To = "open" | "live" | "closing" | "closed";
const go = ({ params }: RoomOfOurs, who: Someone, to: To) =>
  who.browser.try(doors.changeStage, { params, input: { deedId: newId(), to } });
const move = ({ params }: RoomOfOurs, who: Someone, from: number, to: number) =>
  who.browser.try(doors.move, { params, input: { deedId: newId(), from, to } });
const undo = ({ params }: RoomOfOurs, who: Someone) =>
  who.browser.try(doors.undoMove, { params, input: { deedId: newId() } });
const time = (
  { params }: RoomOfOurs,
  who: Someone,
  change: "pause" | "resume" | "extend",
  minutes?: number,
) =>
  who.browser.try(doors.changeTimer, {
    params,
    input: { deedId: newId(), change, ...(minutes === undefined ? {} : { minutes }) },
  });
const show = ({ params }: RoomOfOurs, who: Someone): Promise<DebriefView> =>
  who.browser.do(doors.show, { params });

async function lookOn({ mia }: RoomOfOurs) {
  return { browser: mia.browser, socket: await mia.listen() };
}

describe("the stages of a room", () => {
  test("follow each other, and closing tells how many came and takes the hands down", async () => {
    const room = await buildRoom(server, { stage: "scheduled" });
    const onlooker = await lookOn(room);
    const facts = await expectSameAsRefetch(onlooker, room.id, async () => {
      for (const to of ["open", "live"] as const) expect((await go(room, room.fay, to)).status).toBe(200);
      await room.mia.browser.do(doors.raiseHand, { params: room.params, input: { deedId: newId() } });
      for (const to of ["closing", "live", "closing", "closed", "live"] as const) {
        expect((await go(room, room.fay, to)).status).toBe(200);
        expect(await Debrief.findById(room.id).lean()).toMatchObject({ stage: to });
      }
    });
    expect(facts.map(({ name }) => name).filter((name) => name === "debriefs:stageChanged")).toHaveLength(7);
    const closed = facts.find(
      (fact) => fact.name === "debriefs:stageChanged" && fact.data.stage === "closed",
    );
    expect(closed?.data).toMatchObject({ headcount: 1, position: { segment: 0, timer: { endsAt: null } } });
    expect((await show(room, room.fay)).hands).toEqual([]);
  });

  test("take no step that does not follow", async () => {
    const room = await buildRoom(server, { stage: "scheduled" });
    const refused = async (...steps: To[]) => {
      for (const to of steps) {
        const answer = await go(room, room.fay, to);
        expect([to, answer.status, answer.body.code]).toEqual([to, 409, "stageMoved"]);
      }
    };
    await refused("live", "closing", "closed");
    await go(room, room.fay, "open");
    await refused("open", "closed");
    await go(room, room.fay, "live");
    await refused("open", "live", "closed");
    await go(room, room.fay, "closing");
    await go(room, room.fay, "closed");
    await refused("open", "closing", "closed");
  });

  test("are changed by its facilitators alone, and a refusal changes nothing", async () => {
    const room = await buildRoom(server, { stage: "scheduled" });
    for (const [who, status] of [
      [room.max, 403],
      [room.ben, 403],
      [room.ola, 404],
    ] as const) {
      expect((await go(room, who, "open")).status).toBe(status);
    }
    expect(await Fact.countDocuments({ debriefId: room.id })).toBe(0);
    expect((await go(room, room.finn, "open")).status).toBe(200);
  });

  test("count a person once, however many windows they have open and however often they come", async () => {
    const room = await buildRoom(server, { stage: "open" });
    for (const who of [room.mia, room.mia, room.max]) await (await who.listen()).join(room.channel);
    await go(room, room.fay, "closing");
    expect((await show(room, room.mia)).headcount).toBe(2);
  });

  test("begin with the first segment and its time", async () => {
    const room = await buildRoom(server);
    const { position, segments, before } = await show(room, room.max);
    expect(position).toMatchObject({ segment: 0, timer: { duration: segments[0]!.minutes * 60_000 } });
    expect(before).toBeNull();
  });
});

describe("moving on", () => {
  test("starts the segment's time, and undoing gives back what was left", async () => {
    const room = await buildRoom(server);
    await time(room, room.fay, "pause");
    const paused = (await show(room, room.fay)).position;
    await expectSameAsRefetch(await lookOn(room), room.id, async () => {
      expect((await move(room, room.fay, 0, 3)).status).toBe(200);
      const { position, segments, before } = await show(room, room.fay);
      expect(position).toMatchObject({ segment: 3, timer: { duration: segments[3]!.minutes * 60_000 } });
      expect(before).toEqual(paused);
      expect((await undo(room, room.finn)).status).toBe(200);
    });
    expect(await show(room, room.max)).toMatchObject({ position: paused, before: null });
    expect([(await undo(room, room.fay)).status, (await undo(room, room.fay)).body.code]).toEqual([
      409,
      "stageMoved",
    ]);
  });

  test("a running time goes on from where it stood when the move is undone", async () => {
    const room = await buildRoom(server);
    await move(room, room.fay, 0, 1);
    const { before } = await show(room, room.fay);
    const answer = await undo(room, room.fay);
    const fact = answer.body as unknown as { at: number; data: { position: DebriefView["position"] } };
    expect(timeLeft(fact.data.position.timer, fact.at)).toBe(before!.timer.remaining);
  });

  test("by two facilitators at once happens once", async () => {
    const room = await buildRoom(server);
    for (let from = 0; from < 4; from++) {
      const answers = await Promise.all([
        move(room, room.fay, from, from + 1),
        move(room, room.finn, from, from + 1),
      ]);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    }
    expect((await show(room, room.max)).position.segment).toBe(4);
  });

  test("goes nowhere that the guide does not know, and nowhere before the room is live", async () => {
    const room = await buildRoom(server, { stage: "open" });
    expect((await move(room, room.fay, -1, 0)).body.code).toBe("stageMoved");
    await go(room, room.fay, "live");
    expect((await move(room, room.fay, 0, 40)).status).toBe(422);
    expect((await move(room, room.fay, 0, 51)).status).toBe(422);
    expect((await move(room, room.fay, 2, 3)).status).toBe(409);
    expect((await move(room, room.max, 0, 1)).status).toBe(403);
    expect((await undo(room, room.max)).status).toBe(403);
  });

  test("leads to any segment, forward or back, but not to the one that the room is in", async () => {
    const room = await buildRoom(server);
    await expectSameAsRefetch(await lookOn(room), room.id, async () => {
      for (const [from, to] of [
        [0, 4],
        [4, 1],
        [1, 5],
      ] as const) {
        expect((await move(room, room.fay, from, to)).status).toBe(200);
        expect((await show(room, room.max)).position.segment).toBe(to);
      }
    });
    const { position } = await show(room, room.max);
    expect((await move(room, room.fay, 5, 5)).body.code).toBe("alreadySo");
    expect(await show(room, room.max)).toMatchObject({ position, before: { segment: 1 } });
  });

  test("is heard in the room and by nobody outside it", async () => {
    const room = await buildRoom(server);
    const [mia, ola] = [await room.mia.listen(), await room.ola.listen()];
    await mia.join(room.channel);
    await expect(ola.join(room.channel), "Ola is outside").rejects.toThrow("notFound");
    await move(room, room.fay, 0, 3);
    await undo(room, room.fay);
    await mia.until(() => mia.facts.length === 2, "the move and its undoing");
    expect(ola.facts).toEqual([]);
  });

  test("leaves the words where they were said", async () => {
    const room = await buildRoom(server);
    const first = await say(room, room.max, "In the first segment");
    await move(room, room.fay, 0, 2);
    const second = await say(room, room.max, "In the third");
    const { contributions } = await show(room, room.mia);
    expect(contributions.map(({ id, segment }) => [id, segment])).toEqual([
      [first, 0],
      [second, 2],
    ]);
  });
});

describe("the timer", () => {
  test("pauses, resumes and is extended by the server's clock", async () => {
    const room = await buildRoom(server);
    await expectSameAsRefetch(await lookOn(room), room.id, async () => {
      expect((await time(room, room.fay, "resume")).body.code).toBe("alreadySo");
      expect((await time(room, room.fay, "pause")).status).toBe(200);
      expect((await time(room, room.fay, "pause")).body.code).toBe("alreadySo");
      const paused = (await show(room, room.fay)).position.timer;
      expect((await time(room, room.fay, "extend", 5)).status).toBe(200);
      expect((await show(room, room.fay)).position.timer).toEqual({
        duration: paused.duration + 300_000,
        remaining: paused.remaining + 300_000,
        endsAt: null,
      });
      expect((await time(room, room.fay, "resume")).status).toBe(200);
    });
    expect((await time(room, room.max, "pause")).status).toBe(403);
  });

  test("does not run before the first segment", async () => {
    const room = await buildRoom(server, { stage: "open" });
    expect((await time(room, room.fay, "extend")).body.code).toBe("stageMoved");
  });
});

describe("what the facilitator lifts up", () => {
  test("a remark is shown to everyone, and then another or none", async () => {
    const room = await buildRoom(server);
    const contributionId = await say(room, room.max, "Look at this");
    const shine = (who: Someone, id: string | null) =>
      who.browser.try(doors.spotlight, {
        params: room.params,
        input: { deedId: newId(), contributionId: id },
      });
    await expectSameAsRefetch(await lookOn(room), room.id, async () => {
      expect((await shine(room.fay, contributionId)).status).toBe(200);
      expect((await shine(room.finn, contributionId)).body.code).toBe("alreadySo");
      expect((await show(room, room.mia)).spotlight).toBe(contributionId);
      expect((await shine(room.finn, null)).status).toBe(200);
    });
    expect((await shine(room.max, contributionId)).status).toBe(403);
    expect((await shine(room.fay, newId())).status).toBe(404);
  });

  test("a remark is kept as a takeaway, until the room is closed", async () => {
    const room = await buildRoom(server);
    const contributionId = await say(room, room.max, "Let us keep this");
    const keep = (who: Someone, isTakeaway: boolean) =>
      who.browser.try(doors.markTakeaway, {
        params: room.params,
        input: { deedId: newId(), contributionId, isTakeaway },
      });
    await expectSameAsRefetch(await lookOn(room), room.id, async () => {
      expect((await keep(room.fay, true)).status).toBe(200);
      expect((await keep(room.finn, true)).body.code).toBe("alreadySo");
      await go(room, room.fay, "closing");
      expect((await keep(room.fay, false)).status).toBe(200);
      expect((await keep(room.fay, true)).status).toBe(200);
      await go(room, room.fay, "closed");
    });
    expect((await keep(room.fay, false)).body.code).toBe("stageMoved");
    expect((await keep(room.max, false)).status).toBe(403);
    expect((await show(room, room.mia)).contributions[0]).toMatchObject({ isTakeaway: true });
  });
});
