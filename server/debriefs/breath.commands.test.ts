import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildRoom, type RoomOfOurs, type Someone, say } from "#server/testing/buildRoom";
import { expectSameAsRefetch } from "#server/testing/expectSameAsRefetch";
import { startServer, type TestServer } from "#server/testing/startServer";
import { debriefEndpoints as doors } from "#shared/debriefs/debriefs.endpoints";
import { timeLeft } from "#shared/debriefs/timer";
import { newId } from "#shared/ids";
import { Fact } from "./facts.model";

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

const breathe = ({ params }: RoomOfOurs, who: Someone, sentence = "") =>
  who.browser.try(doors.takeBreath, { params, input: { deedId: newId(), sentence } });
const goOn = ({ params }: RoomOfOurs, who: Someone) =>
  who.browser.try(doors.goOn, { params, input: { deedId: newId() } });
const show = ({ params }: RoomOfOurs, who: Someone) => who.browser.do(doors.show, { params });
const tryToSay = ({ params }: RoomOfOurs, who: Someone) =>
  who.browser.try(doors.contribute, {
    params,
    input: { deedId: newId(), kind: "concern", text: "Said in the breath.", isUnnamed: false },
  });

describe("while a room takes a breath", () => {
  test("nothing is said, answered or reacted to, and everybody reads the sentence", async () => {
    const room = await buildRoom(server);
    const { params, mia, max, fay } = room;
    const remark = await say(room, max, "Something hard.");
    const onlooker = { browser: mia.browser, socket: await mia.listen() };
    await expectSameAsRefetch(onlooker, room.id, async () => {
      expect((await breathe(room, fay, "  Let us be quiet for a minute. ")).status).toBe(200);
      expect((await show(room, mia)).breath).toMatchObject({ sentence: "Let us be quiet for a minute." });
      const about = { deedId: newId(), contributionId: remark };
      const answers = [
        await tryToSay(room, max),
        await tryToSay(room, fay),
        await mia.browser.try(doors.answer, {
          params,
          input: { ...about, text: "An answer.", isUnnamed: false },
        }),
        await mia.browser.try(doors.react, {
          params,
          input: { ...about, reaction: "resonates", isOn: true },
        }),
      ];
      expect(answers.map(({ status, body }) => [status, body.code])).toEqual(
        answers.map(() => [409, "breath"]),
      );
      expect((await goOn(room, fay)).status).toBe(200);
      expect((await tryToSay(room, max)).status).toBe(200);
    });
  });

  test("hands go up and down, and one's own words are taken back", async () => {
    const room = await buildRoom(server);
    const { params, mia, max, fay } = room;
    const contributionId = await say(room, max, "Said too quickly.");
    await breathe(room, fay);
    await mia.browser.do(doors.raiseHand, { params, input: { deedId: newId() } });
    await max.browser.do(doors.withdraw, { params, input: { deedId: newId(), contributionId } });
    const view = await show(room, fay);
    expect(view.hands).toHaveLength(1);
    expect(view.contributions[0]).toMatchObject({ isWithdrawn: true, text: "" });
    expect(view.breath).not.toBeNull();
  });

  test("its time stands still, and runs on only where it ran", async () => {
    const room = await buildRoom(server);
    const { params, fay } = room;
    const time = (change: "pause" | "resume" | "extend") =>
      fay.browser.try(doors.changeTimer, { params, input: { deedId: newId(), change } });
    await breathe(room, fay);
    const still = (await show(room, fay)).position.timer;
    expect(still.endsAt).toBeNull();
    expect((await time("resume")).body.code).toBe("stageMoved");
    expect((await time("extend")).status).toBe(200);
    const before = Date.now();
    await goOn(room, fay);
    const { timer } = (await show(room, fay)).position;
    expect(timer.endsAt).toBeGreaterThanOrEqual(before + still.remaining + 2 * 60_000);
    expect(timeLeft(timer, Date.now())).toBeGreaterThan(0);

    await time("pause");
    await breathe(room, fay);
    await goOn(room, fay);
    expect((await show(room, fay)).position.timer.endsAt).toBeNull();
  });

  test("going anywhere on the guide ends it", async () => {
    const room = await buildRoom(server);
    const { params, fay } = room;
    await breathe(room, fay);
    await fay.browser.do(doors.move, { params, input: { deedId: newId(), from: 0, to: 1 } });
    const moved = await show(room, fay);
    expect(moved).toMatchObject({ breath: null, position: { segment: 1 } });
    expect(moved.position.timer.endsAt).not.toBeNull();
    await breathe(room, fay);
    await fay.browser.do(doors.changeStage, { params, input: { deedId: newId(), to: "closing" } });
    expect((await show(room, fay)).breath).toBeNull();
  });
});

describe("a breath", () => {
  test("is taken and ended by facilitators alone, once, and while the room talks", async () => {
    const room = await buildRoom(server, { stage: "scheduled" });
    expect((await breathe(room, room.fay)).body.code).toBe("stageMoved");
    const live = await buildRoom(server);
    for (const [who, status] of [
      [live.max, 403],
      [live.ben, 403],
      [live.ola, 404],
    ] as const) {
      expect((await breathe(live, who)).status).toBe(status);
      expect((await goOn(live, who)).status).toBe(status);
    }
    const both = await Promise.all([breathe(live, live.fay), breathe(live, live.finn)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    const ended = await Promise.all([goOn(live, live.fay), goOn(live, live.finn)]);
    expect(ended.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(await Fact.countDocuments({ debriefId: live.id, name: /breathTaken|wentOn/ })).toBe(2);
  });

  test("is not taken with a sentence that is too long", async () => {
    const room = await buildRoom(server);
    const answer = await breathe(room, room.fay, "a".repeat(201));
    expect(answer.status).toBe(422);
    expect((await show(room, room.fay)).breath).toBeNull();
  });
});
