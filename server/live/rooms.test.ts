import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Fact } from "#server/debriefs/facts.model";
import { buildRoom, say } from "#server/testing/buildRoom";
import { RoomReader } from "#server/testing/roomReader";
import { startServer, type TestServer } from "#server/testing/startServer";
import type { DebriefView } from "#shared/debriefs/debriefs.contract";
import { debriefEndpoints as doors } from "#shared/debriefs/debriefs.endpoints";
import type { DebriefFact } from "#shared/debriefs/debriefs.events";
import { newId } from "#shared/ids";
import type { PresenceFrame } from "#shared/live/live.contract";

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

const latest = (heard: { name: string; payload: unknown }[]) =>
  heard.filter(({ name }) => name === "live:presence").at(-1)?.payload as PresenceFrame | undefined;

describe("coming back", () => {
  test("with a seq is answered with the facts since, and without one with the room", async () => {
    const room = await buildRoom(server);
    const socket = await room.mia.listen();
    const { view, facts } = await socket.join<DebriefView, DebriefFact>(room.channel);
    expect([view?.seq, facts]).toEqual([2, []]);
    socket.close();
    for (const text of ["one", "two"]) await say(room, room.max, text);
    const back = await room.mia.listen();
    const missed = await back.join<DebriefView, DebriefFact>(room.channel, 2);
    expect(missed.view).toBeNull();
    expect(missed.facts.map(({ seq }) => seq)).toEqual([3, 4]);
    expect(await back.join(room.channel, 4)).toEqual({ view: null, facts: [] });
  });

  test("from a seq that the room never had, or from long ago, is answered with the room", async () => {
    const room = await buildRoom(server);
    const socket = await room.mia.listen();
    for (const after of [3, 1e15, -1]) {
      const { view } = await socket.join<DebriefView>(room.channel, after);
      expect(view?.seq).toBe(2);
    }
  });

  test("after more than fits at once is answered with the room, and after 500 facts with those", async () => {
    const room = await buildRoom(server);
    const by = room.fay.personId;
    const facts = Array.from({ length: 520 }, (_, place) => ({
      ...{ _id: newId(), debriefId: room.id, seq: 3 + place, at: Date.now(), by },
      ...{ name: "debriefs:handOrderChosen", data: { order: place % 2 ? "asRaised" : "fewestSpokenFirst" } },
    }));
    await Fact.collection.insertMany(facts as never);
    const socket = await room.mia.listen();
    expect((await socket.join<DebriefView>(room.channel, 21)).view?.seq).toBe(522);
    const missed = await socket.join<DebriefView, DebriefFact>(room.channel, 22);
    expect([missed.view, missed.facts.length, missed.facts[0]?.seq]).toEqual([null, 500, 23]);
    const page = { params: room.params, input: { after: 10 } };
    const { items } = await room.mia.browser.do(doors.facts, page);
    expect([items.length, items[0]?.seq]).toEqual([500, 11]);
  });

  test("a screen that missed facts, or heard them twice or in the wrong order, ends as every other", async () => {
    const room = await buildRoom(server);
    const reader = new RoomReader(room.id);
    const socket = await room.mia.listen();
    await reader.join(socket);
    socket.close();
    const told: DebriefFact[] = [];
    const witness = await room.max.listen();
    await witness.join(room.channel);
    for (const text of ["one", "two", "three", "four"]) await say(room, room.max, text);
    await witness.until(() => witness.facts.length === 4);
    told.push(...witness.facts.map(({ payload }) => payload as DebriefFact));

    const back = await room.mia.listen();
    for (const fact of [told[3], told[1], told[1]]) reader.fold(fact as DebriefFact);
    await reader.join(back);
    for (const fact of told) reader.fold(fact);
    expect(reader.view).toEqual(await room.mia.browser.do(doors.show, { params: room.params }));
  });

  test("nothing falls between joining and reading, however much is said meanwhile", async () => {
    const room = await buildRoom(server);
    const said = Promise.all(Array.from({ length: 20 }, (_, place) => say(room, room.max, `Word ${place}`)));
    const readers = await Promise.all(
      Array.from({ length: 6 }, async () => {
        const reader = new RoomReader(room.id);
        await reader.join(await room.mia.listen());
        return reader;
      }),
    );
    await said;
    const fresh = await room.mia.browser.do(doors.show, { params: room.params });
    const last = await room.fay.listen();
    await last.join(room.channel);
    await say(room, room.fay, "The last word");
    await last.hears("debriefs:contributed");
    for (const reader of readers) {
      await reader.reaches(fresh.seq + 1);
      expect(reader.view).toEqual(await room.mia.browser.do(doors.show, { params: room.params }));
    }
  });
});

describe("who is here", () => {
  test("is told once for each person, and of writing only the count", async () => {
    const room = await buildRoom(server);
    const [fay, max, again] = [await room.fay.listen(), await room.max.listen(), await room.max.listen()];
    for (const socket of [fay, max, again]) await socket.join(room.channel);
    await fay.until(() => latest(fay.heard)?.here === 2);
    expect(
      latest(fay.heard)
        ?.people?.map(({ name }) => name)
        .sort(),
    ).toEqual(["Fay", "Max"]);
    await max.say("live:write", { channel: room.channel, isWriting: true });
    await again.say("live:write", { channel: room.channel, isWriting: true });
    await fay.until(() => latest(fay.heard)?.writing === 1);
    expect(Object.keys(latest(fay.heard) ?? {}).sort()).toEqual(["channel", "here", "people", "writing"]);
    again.close();
    await max.say("live:write", { channel: room.channel, isWriting: false });
    await fay.until(() => latest(fay.heard)?.writing === 0);
    expect(latest(fay.heard)?.here).toBe(2);
    max.close();
    await fay.until(() => latest(fay.heard)?.here === 1);
  });

  test("holds nobody who left while they were coming in", async () => {
    const room = await buildRoom(server);
    const fay = await room.fay.listen();
    await fay.join(room.channel);
    for (let attempt = 0; attempt < 10; attempt++) {
      const passing = await room.max.listen();
      passing.socket.emit("live:join", { channel: room.channel, after: null }, () => {});
      passing.close();
    }
    const mia = await room.mia.listen();
    await mia.join(room.channel);
    await fay.until(() => latest(fay.heard)?.people?.some(({ name }) => name === "Mia") ?? false);
    await fay.until(() => latest(fay.heard)?.here === 2, "that only Fay and Mia are here");
  });

  test("leaving ends hearing and being seen, and writing from outside counts for nothing", async () => {
    const room = await buildRoom(server);
    const [fay, max] = [await room.fay.listen(), await room.max.listen()];
    for (const socket of [fay, max]) await socket.join(room.channel);
    await fay.until(() => latest(fay.heard)?.here === 2);
    await max.say("live:leave", { channel: room.channel });
    await fay.until(() => latest(fay.heard)?.here === 1);
    await max.say("live:write", { channel: room.channel, isWriting: true });
    await say(room, room.mia, "Max is gone");
    await fay.hears("debriefs:contributed");
    expect(max.facts).toEqual([]);
    expect(latest(fay.heard)?.writing).toBe(0);
  });

  test("is not told in one's own channel, where there is nobody else", async () => {
    const room = await buildRoom(server);
    const mia = await room.mia.listen();
    await mia.join(`notifications:${room.mia.personId}`);
    await mia.join(room.channel);
    await mia.until(() => latest(mia.heard)?.channel === room.channel);
    const told = mia.heard.filter(({ name }) => name === "live:presence");
    expect(told.map(({ payload }) => (payload as PresenceFrame).channel)).toEqual([room.channel]);
  });

  test("is a number in the lists of those who may know it", async () => {
    const room = await buildRoom(server);
    await (await room.max.listen()).join(room.channel);
    const here = async (who: typeof room.max) =>
      (await who.browser.do(doors.summary, { params: room.params })).here;
    expect([await here(room.mia), await here(room.ben)]).toEqual([1, null]);
  });
});
