import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildRoom, type RoomOfOurs, type Someone, say } from "#server/testing/buildRoom";
import { HttpClient } from "#server/testing/httpClient";
import { LiveClient } from "#server/testing/liveClient";
import { findFreePort, type Main, startMain } from "#server/testing/startProcess";
import { startServer, type TestServer } from "#server/testing/startServer";
import type { DebriefView } from "#shared/debriefs/debriefs.contract";
import { debriefEndpoints as doors } from "#shared/debriefs/debriefs.endpoints";
import { heldRemarkEndpoints as heldDoors } from "#shared/debriefs/heldRemarks.endpoints";
import { newId } from "#shared/ids";
import { Fact, type FactRecord } from "./facts.model";

/*
 * One room, two servers on one store: this process, and another that shares nothing with it but the store.
 */

let server: TestServer;
let other: Main;
let elsewhere: string;
beforeAll(async () => {
  server = await startServer();
  const port = await findFreePort();
  elsewhere = `http://127.0.0.1:${port}`;
  other = await startMain(port, server.config.dataDirectory, { MONGODB_URI: server.storeUri });
}, 60_000);
afterAll(async () => {
  await other?.stop();
  await server.close();
}, 60_000);

/** The same person in the same session, at the other server. */
function at(origin: string, { cookie }: HttpClient): HttpClient {
  const browser = new HttpClient(origin);
  browser.cookie = cookie;
  return browser;
}

async function expectWhole({ id, params, mia }: RoomOfOurs): Promise<DebriefView> {
  const log = await Fact.find({ debriefId: id }).sort({ seq: 1 }).lean();
  expect(log.map(({ seq }) => seq)).toEqual(log.map((_, place) => place + 1));
  const [here, there] = [mia.browser, at(elsewhere, mia.browser)];
  const [view, sameView] = [await here.do(doors.show, { params }), await there.do(doors.show, { params })];
  expect(sameView).toEqual(view);
  there.close();
  return view;
}

describe("deeds that arrive at the same moment", () => {
  test("are each decided on what the ones before them have changed", async () => {
    const room = await buildRoom(server);
    const contributionId = await say(room, room.fay, "React to this");
    const { params } = room;
    const react = ({ browser }: Someone, isOn: boolean) =>
      browser.try(doors.react, {
        params,
        input: { deedId: newId(), contributionId, reaction: "resonates", isOn },
      });
    const raise = ({ browser }: Someone) =>
      browser.try(doors.raiseHand, { params, input: { deedId: newId() } });
    const answers = await Promise.all(
      [room.max, room.mia, room.finn].flatMap((who) => [
        react(who, true),
        react(who, true),
        raise(who),
        raise(who),
      ]),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(6);
    expect(answers.filter(({ status, body }) => status === 409 && body.code === "alreadySo")).toHaveLength(6);
    const view = await expectWhole(room);
    expect(view.contributions[0]?.reactions.resonates).toBe(3);
    expect(view.hands).toHaveLength(3);
  });

  test("with a change of stage among them are taken before it or refused after it, and none is lost", async () => {
    const room = await buildRoom(server, { stage: "closing" });
    const words = Array.from({ length: 12 }, () =>
      say(room, room.max, "In time?").then(
        () => true,
        () => false,
      ),
    );
    const closed = room.fay.browser.try(doors.changeStage, {
      params: room.params,
      input: { deedId: newId(), to: "closed" },
    });
    const more = Array.from({ length: 12 }, () =>
      say(room, room.mia, "Too late?").then(
        () => true,
        () => false,
      ),
    );
    const taken = (await Promise.all([...words, ...more])).filter(Boolean).length;
    expect((await closed).status).toBe(200);
    const { contributions, stage } = await expectWhole(room);
    expect([contributions.length, stage]).toEqual([taken, "closed"]);
    const log = await Fact.find({ debriefId: room.id }).sort({ seq: -1 }).limit(1).lean();
    expect(log[0]).toMatchObject({ name: "debriefs:stageChanged", data: { stage: "closed" } });
  });
});

describe("two servers on one store", () => {
  test("enter what both are told at once in one order, without a hole", async () => {
    const room = await buildRoom(server);
    const max = at(elsewhere, room.max.browser);
    await Promise.all(
      Array.from({ length: 15 }, async (_, place) => {
        await Promise.all([
          say(room, room.mia, `Here ${place}`),
          say(room, { browser: max }, `There ${place}`),
        ]);
      }),
    );
    const { contributions } = await expectWhole(room);
    expect(contributions).toHaveLength(30);
    max.close();
  });

  test("enter a deed once that a phone sends to both", async () => {
    const room = await buildRoom(server);
    const max = at(elsewhere, room.max.browser);
    for (let round = 0; round < 5; round++) {
      const input = { deedId: newId(), kind: "insight" as const, text: "Once", isUnnamed: false };
      const [here, there] = await Promise.all(
        [room.max.browser, max].map((browser) =>
          browser.do(doors.contribute, { params: room.params, input }),
        ),
      );
      expect(there).toEqual(here);
    }
    expect((await expectWhole(room)).contributions).toHaveLength(5);
    max.close();
  });

  test("say nothing at the one after the other has begun to hold the prompt", async () => {
    const room = await buildRoom(server);
    const max = at(elsewhere, room.max.browser);
    const { params } = room;
    for (const isHolding of [true, false, true]) {
      const holding = { deedId: newId(), segment: 0, isHolding };
      await Promise.all([
        ...Array.from({ length: 6 }, () => say(room, { browser: max }, "In time?")),
        room.fay.browser.do(doors.hold, { params, input: holding }),
      ]);
    }
    await expectWhole(room);
    const log = await Fact.find({ debriefId: room.id }).sort({ seq: 1 }).lean<FactRecord[]>();
    let isHeld = false;
    for (const { name, data } of log) {
      if (name === "debriefs:holdingChanged") isHeld = (data as { isHolding: boolean }).isHolding;
      expect(isHeld && name === "debriefs:contributed").toBe(false);
    }
    const said = log.filter(({ name }) => name === "debriefs:contributed");
    const { items } = await room.fay.browser.do(heldDoors.list, { params });
    expect(said.length + items.length).toBe(18);
    max.close();
  });

  test("let one of two facilitators move the stage, and the other look again", async () => {
    const room = await buildRoom(server);
    const finn = at(elsewhere, room.finn.browser);
    for (let from = 0; from < 4; from++) {
      const answers = await Promise.all(
        [room.fay.browser, finn].map((browser) =>
          browser.try(doors.move, { params: room.params, input: { deedId: newId(), from, to: from + 1 } }),
        ),
      );
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    }
    expect((await expectWhole(room)).position.segment).toBe(4);
    finn.close();
  });

  test("catch up with each other: who listens here hears what was said there, before what is said here", async () => {
    const room = await buildRoom(server);
    const socket = await room.mia.listen();
    await socket.join(room.channel);
    const max = at(elsewhere, room.max.browser);
    const there = await say(room, { browser: max }, "There");
    const here = await say(room, room.mia, "Here");
    await socket.until(() => socket.facts.length === 2);
    const ids = socket.facts.map(
      ({ payload }) => (payload as { data: { contribution: { id: string } } }).data.contribution.id,
    );
    expect(ids).toEqual([there, here]);
    await expectWhole(room);
    max.close();
  });

  test("refuse nobody for how the room was before the other changed it", async () => {
    const room = await buildRoom(server, { stage: "scheduled" });
    const max = at(elsewhere, room.max.browser);
    expect((await max.do(doors.show, { params: room.params })).stage).toBe("scheduled");
    await room.fay.browser.do(doors.changeStage, {
      params: room.params,
      input: { deedId: newId(), to: "open" },
    });
    await say(room, { browser: max }, "It is open by now");
    await room.mia.browser.do(doors.raiseHand, { params: room.params, input: { deedId: newId() } });
    const finn = at(elsewhere, room.finn.browser);
    const call = { deedId: newId(), personId: room.mia.personId };
    await finn.do(doors.call, { params: room.params, input: call });
    await expectWhole(room);
    for (const browser of [max, finn]) browser.close();
  });

  test("end a session for each other within a second", async () => {
    const room = await buildRoom(server);
    const socket = await LiveClient.connect(elsewhere, room.finn.browser.cookie);
    await socket.join(room.channel);
    const { cookie } = room.finn.browser;
    await room.finn.browser.raw("/api/accounts/sign-out", {
      method: "POST",
      headers: { origin: server.origin, "content-type": "application/json" },
      body: { everywhere: false },
    });
    const ended = performance.now();
    await socket.cut;
    expect(performance.now() - ended).toBeLessThan(1_000);
    await expect(LiveClient.connect(elsewhere, cookie)).rejects.toThrow("signInNeeded");
  });
});
