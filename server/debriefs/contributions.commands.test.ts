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

const words = (text: string, isUnnamed = false) => ({
  ...{ deedId: newId(), kind: "insight" as const },
  ...{ text, isUnnamed },
});

async function lookOn({ mia }: RoomOfOurs) {
  return { browser: mia.browser, socket: await mia.listen() };
}

describe("saying something", () => {
  test("all at once, and everything twice, is entered once each and heard as it was answered", async () => {
    const room = await buildRoom(server);
    const first = await say(room, room.fay, "Who begins?");
    const { params } = room;
    const deeds = [room.max, room.mia, room.fay].flatMap(({ browser }) => {
      const resonates = {
        deedId: newId(),
        contributionId: first,
        reaction: "resonates" as const,
        isOn: true,
      };
      const hand = { deedId: newId() };
      return [
        ...Array.from({ length: 10 }, (_, place) => words(`I do ${place}`)).map(
          (input) => () => browser.do(doors.contribute, { params, input }),
        ),
        () => browser.do(doors.react, { params, input: resonates }),
        () => browser.do(doors.raiseHand, { params, input: hand }),
      ];
    });
    const heard = await expectSameAsRefetch(await lookOn(room), room.id, async () => {
      const answers = await Promise.all([...deeds, ...deeds].map((deed) => deed()));
      expect(answers.slice(deeds.length)).toEqual(answers.slice(0, deeds.length));
    });
    expect(heard).toHaveLength(36);
    const { contributions, hands } = await room.mia.browser.do(doors.show, { params });
    expect(contributions).toHaveLength(31);
    expect(contributions[0]?.reactions.resonates).toBe(3);
    expect(hands).toHaveLength(3);
  });

  test("is answered with the fact that everyone in the room hears", async () => {
    const room = await buildRoom(server);
    const input = words("We looked at who was missing.");
    let answered: unknown;
    const [heard] = await expectSameAsRefetch(await lookOn(room), room.id, async () => {
      answered = await room.max.browser.do(doors.contribute, { params: room.params, input });
    });
    expect(heard).toEqual(answered);
    expect(heard).toMatchObject({
      name: "debriefs:contributed",
      data: {
        contribution: {
          id: input.deedId,
          segment: 0,
          text: input.text,
          author: { personId: room.max.personId, name: "Max" },
        },
      },
    });
  });

  test("keeps the words as they were typed, save for the ends", async () => {
    const room = await buildRoom(server);
    const text = "¿Y 'quotes' & <b>marks</b>? \u{1f33f} two  spaces\nand a line";
    await say(room, room.max, `  ${text}\n`);
    const { contributions } = await room.mia.browser.do(doors.show, { params: room.params });
    expect(contributions[0]?.text).toBe(text);
  });

  test("is refused to a campus next door, and to one elsewhere as if there were nothing", async () => {
    const room = await buildRoom(server);
    const next = await room.ben.browser.try(doors.contribute, { params: room.params, input: words("Hello") });
    expect([next.status, next.body.code]).toEqual([403, "forbidden"]);
    const far = await room.ola.browser.try(doors.contribute, { params: room.params, input: words("Hello") });
    const nothing = await room.ola.browser.try(doors.contribute, {
      params: { debriefId: newId() },
      input: words("Hello"),
    });
    expect(far.status).toBe(404);
    expect(far.text).toBe(nothing.text);
    expect(await Fact.countDocuments({ debriefId: room.id, name: "debriefs:contributed" })).toBe(0);
  });

  test("waits until the room is open, and ends when it is closed", async () => {
    const before = await buildRoom(server, { stage: "scheduled" });
    const early = await before.max.browser.try(doors.contribute, {
      params: before.params,
      input: words("Hi"),
    });
    expect([early.status, early.body.code]).toEqual([409, "notOpen"]);
    const after = await buildRoom(server, { stage: "closed" });
    const late = await after.max.browser.try(doors.contribute, { params: after.params, input: words("Hi") });
    expect([late.status, late.body.code]).toEqual([409, "closed"]);
  });

  test("takes 2,000 characters and not one more, and not only spaces", async () => {
    const room = await buildRoom(server);
    await say(room, room.max, "x".repeat(2_000));
    for (const text of ["x".repeat(2_001), " \n ", ""]) {
      const answer = await room.max.browser.try(doors.contribute, {
        params: room.params,
        input: words(text),
      });
      expect([answer.status, answer.body.fields?.[0]?.path]).toEqual([422, "text"]);
    }
  });
});

describe("a deed that is sent again", () => {
  test("is one fact, also when five copies arrive at once", async () => {
    const room = await buildRoom(server);
    const input = words("Once is enough.");
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => room.max.browser.do(doors.contribute, { params: room.params, input })),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    const { contributions } = await room.mia.browser.do(doors.show, { params: room.params });
    expect(contributions).toHaveLength(1);
  });

  test("is answered the same after the room has closed", async () => {
    const room = await buildRoom(server);
    const input = words("Said in time.");
    const first = await room.max.browser.do(doors.contribute, { params: room.params, input });
    for (const to of ["closing", "closed"] as const) {
      await room.fay.browser.do(doors.changeStage, { params: room.params, input: { deedId: newId(), to } });
    }
    expect(await room.max.browser.do(doors.contribute, { params: room.params, input })).toEqual(first);
  });

  test("by somebody else is a conflict that says nothing of the first", async () => {
    const room = await buildRoom(server);
    const input = words("A secret of Max’s", true);
    await room.max.browser.do(doors.contribute, { params: room.params, input });
    const answer = await room.mia.browser.try(doors.contribute, {
      params: room.params,
      input: { ...input, text: "Something else" },
    });
    expect([answer.status, answer.body.code]).toEqual([409, "deedKnown"]);
    expect(answer.text).not.toContain("secret");
    expect(answer.text).not.toContain(room.max.personId);
  });

  test("under another name or in another room is a conflict", async () => {
    const [room, other] = [await buildRoom(server), await buildRoom(server)];
    const input = words("Here");
    await room.max.browser.do(doors.contribute, { params: room.params, input });
    const elsewhere = await room.max.browser.try(doors.contribute, { params: other.params, input });
    expect([elsewhere.status, elsewhere.body.code]).toEqual([409, "deedKnown"]);
    const asHand = await room.max.browser.try(doors.raiseHand, {
      params: room.params,
      input: { deedId: input.deedId },
    });
    expect([asHand.status, asHand.body.code]).toEqual([409, "deedKnown"]);
  });

  test("whose first acknowledgement was lost is still told to the room", async () => {
    const room = await buildRoom(server);
    const { seq } = await room.max.browser.do(doors.show, { params: room.params });
    const socket = await room.mia.listen();
    await socket.join(room.channel);
    const deedId = newId();
    // What another server, or this one before it lost its store for a moment, has entered and told nobody.
    await Fact.collection.insertOne({
      ...{ _id: deedId, debriefId: room.id, seq: seq + 1, at: Date.now(), name: "debriefs:handRaised" },
      data: { person: { personId: room.max.personId, name: "Max", unit: "" } },
      by: room.max.personId,
    } as never);
    const fact = await room.max.browser.do(doors.raiseHand, { params: room.params, input: { deedId } });
    expect(await socket.hears("debriefs:handRaised")).toEqual(fact);
  });
});

describe("an unsigned remark", () => {
  test("names nobody, anywhere, to anyone but its author", async () => {
    const room = await buildRoom(server);
    const socket = await room.mia.listen();
    await socket.join(room.channel);
    const told: string[] = [];
    const contributionId = await say(room, room.max, "Nobody needs to know who said this.", true);
    const answered = await room.max.browser.try(doors.answer, {
      params: room.params,
      input: { deedId: newId(), contributionId, text: "Nor this.", isUnnamed: true },
    });
    told.push(answered.text);
    for (const who of [room.mia, room.fay]) {
      const ask = { params: room.params };
      told.push((await who.browser.try(doors.show, ask)).text);
      told.push((await who.browser.try(doors.facts, { ...ask, input: { after: 0 } })).text);
      told.push((await who.browser.try(doors.mine, ask)).text);
      told.push((await who.browser.try(doors.summary, ask)).text);
    }
    await socket.hears("debriefs:answered");
    const late = await room.mia.listen();
    told.push(
      JSON.stringify(await late.join(room.channel)),
      JSON.stringify(await late.join(room.channel, 0)),
    );
    told.push(JSON.stringify(socket.heard), JSON.stringify(late.heard));
    for (const text of told) expect(text).not.toContain(room.max.personId);
    const mine = await room.max.browser.do(doors.mine, { params: room.params });
    expect(mine.contributionIds).toContain(contributionId);
  });

  test("is what every remark is in a room without names", async () => {
    const room = await buildRoom(server, { attribution: "unnamed" });
    await say(room, room.max, "Signed, I thought.", false);
    const shown = await room.mia.browser.try(doors.show, { params: room.params });
    expect(shown.text).toContain("Signed, I thought.");
    expect(shown.text).not.toContain(room.max.personId);
  });
});
