import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildRoom, type RoomOfOurs, say } from "#server/testing/buildRoom";
import { expectSameAsRefetch } from "#server/testing/expectSameAsRefetch";
import { startServer, type TestServer } from "#server/testing/startServer";
import { debriefEndpoints as doors } from "#shared/debriefs/debriefs.endpoints";
import { newId } from "#shared/ids";
import { Fact } from "./facts.model";

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

async function lookOn({ mia }: RoomOfOurs) {
  return { browser: mia.browser, socket: await mia.listen() };
}

describe("answering", () => {
  test("stands under what it answers, in the order of the answers", async () => {
    const room = await buildRoom(server);
    const contributionId = await say(room, room.max, "What about evenings?");
    await expectSameAsRefetch(await lookOn(room), room.id, async () => {
      for (const text of ["They are full.", "Not in May."]) {
        const input = { deedId: newId(), contributionId, text, isUnnamed: false };
        await room.fay.browser.do(doors.answer, { params: room.params, input });
      }
    });
    const { contributions } = await room.max.browser.do(doors.show, { params: room.params });
    expect(contributions[0]?.answers.map(({ text }) => text)).toEqual(["They are full.", "Not in May."]);
  });

  test("what is not in this room is refused like nothing", async () => {
    const [room, other] = [await buildRoom(server), await buildRoom(server)];
    const elsewhere = await say(other, other.max, "In the other room");
    const refused = async (contributionId: string) =>
      await room.max.browser.try(doors.answer, {
        params: room.params,
        input: { deedId: newId(), contributionId, text: "Yes", isUnnamed: false },
      });
    const [one, none] = [await refused(elsewhere), await refused(newId())];
    expect(one.status).toBe(404);
    expect(one.text).toBe(none.text);
  });
});

describe("taking a remark back", () => {
  test("takes its words off every screen, out of the facts and out of the log", async () => {
    const room = await buildRoom(server);
    const secret = "I should not have said this";
    const contributionId = await say(room, room.max, secret);
    await room.fay.browser.do(doors.spotlight, {
      params: room.params,
      input: { deedId: newId(), contributionId },
    });
    await expectSameAsRefetch(await lookOn(room), room.id, async () => {
      const input = { deedId: newId(), contributionId };
      await room.max.browser.do(doors.withdraw, { params: room.params, input });
    });
    const texts = [
      (await room.mia.browser.try(doors.show, { params: room.params })).text,
      (await room.mia.browser.try(doors.facts, { params: room.params, input: { after: 0 } })).text,
      JSON.stringify(await Fact.find({ debriefId: room.id }).lean()),
      JSON.stringify(await (await room.mia.listen()).join(room.channel, 0)),
    ];
    for (const text of texts) {
      expect(text).toContain(contributionId);
      expect(text).not.toContain(secret);
    }
    const { spotlight } = await room.mia.browser.do(doors.show, { params: room.params });
    expect(spotlight).toBeNull();
  });

  test("is for its author alone, signed or not", async () => {
    const room = await buildRoom(server);
    for (const isUnnamed of [false, true]) {
      const contributionId = await say(room, room.max, "Mine", isUnnamed);
      const input = { deedId: newId(), contributionId };
      for (const who of [room.mia, room.fay]) {
        const answer = await who.browser.try(doors.withdraw, { params: room.params, input });
        expect(answer.status).toBe(403);
      }
      await room.max.browser.do(doors.withdraw, {
        params: room.params,
        input: { deedId: newId(), contributionId },
      });
    }
  });

  test("twice is a conflict, and what was taken back takes no answers", async () => {
    const room = await buildRoom(server);
    const contributionId = await say(room, room.max, "Mine");
    const take = () =>
      room.max.browser.try(doors.withdraw, {
        params: room.params,
        input: { deedId: newId(), contributionId },
      });
    expect((await take()).status).toBe(200);
    expect([(await take()).status, (await take()).body.code]).toEqual([409, "withdrawn"]);
    const answered = await room.mia.browser.try(doors.answer, {
      params: room.params,
      input: { deedId: newId(), contributionId, text: "Yes", isUnnamed: false },
    });
    expect(answered.body.code).toBe("withdrawn");
  });
});

describe("reacting", () => {
  test("counts people and never names them", async () => {
    const room = await buildRoom(server);
    const contributionId = await say(room, room.fay, "Start with one course.");
    const react = (who: typeof room.max, isOn: boolean) =>
      who.browser.try(doors.react, {
        params: room.params,
        input: { deedId: newId(), contributionId, reaction: "resonates", isOn },
      });
    const facts = await expectSameAsRefetch(await lookOn(room), room.id, async () => {
      await Promise.all([react(room.max, true), react(room.finn, true)]);
      expect((await react(room.max, true)).body.code).toBe("alreadySo");
      await react(room.finn, false);
    });
    expect(JSON.stringify(facts)).not.toMatch(new RegExp(`${room.max.personId}|${room.finn.personId}`));
    const { contributions } = await room.mia.browser.do(doors.show, { params: room.params });
    expect(contributions[0]?.reactions).toEqual({ resonates: 1, sayMore: 0 });
    const mine = await room.max.browser.do(doors.mine, { params: room.params });
    expect(mine.reactions).toEqual([{ contributionId, reaction: "resonates" }]);
    expect((await room.finn.browser.do(doors.mine, { params: room.params })).reactions).toEqual([]);
  });
});
