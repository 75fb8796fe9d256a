import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildRoom } from "#server/testing/buildRoom";
import { expectSameAsRefetch } from "#server/testing/expectSameAsRefetch";
import { lookOn, view, write } from "#server/testing/holding";
import { end, mine, pause, pauses, REASON, raise } from "#server/testing/pausing";
import { startServer, type TestServer } from "#server/testing/startServer";
import { logEndpoints } from "#shared/care/log.contract";
import { debriefEndpoints as doors } from "#shared/debriefs/debriefs.endpoints";
import { pauseEndpoints } from "#shared/debriefs/pauses.endpoints";
import { newId } from "#shared/ids";
import { Fact } from "./facts.model";

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

describe("of a pause", () => {
  test("peers hear and see nothing but that a hand is lowered and the floor is free", async () => {
    const room = await buildRoom(server);
    const { fay, max, mia, params } = room;
    await raise(room, max);
    await fay.browser.do(doors.call, { params, input: { deedId: newId(), personId: max.personId } });
    await raise(room, max);
    await (await max.listen()).join(room.channel);
    const onlooker = await lookOn(room);
    const facts = await expectSameAsRefetch(onlooker, room.id, async () => {
      await pause(room, fay, max);
      await write(room, max);
      await end(room, fay, max);
      await pause(room, fay, max);
    });
    expect(facts.map(({ name, data }) => [name, data])).toEqual([
      ["debriefs:handLowered", { personId: max.personId }],
      ["debriefs:floorFreed", {}],
    ]);
    await onlooker.socket.say("live:clock", {});
    const here = onlooker.socket.heard.filter(({ name }) => name === "live:presence");
    expect(new Set(here.map(({ payload }) => JSON.stringify(payload))).size, "nobody goes").toBe(here.length);
    const asked = [
      await mia.browser.try(doors.mine, { params }),
      await mia.browser.try(doors.facts, { params, input: { after: 0 } }),
      await mia.browser.try(doors.show, { params }),
    ];
    for (const { text } of asked) expect(text).not.toMatch(new RegExp(`${REASON}|paused|until`));
    expect(JSON.stringify(onlooker.socket.heard)).not.toMatch(new RegExp(`${REASON}|[Pp]ause`));
    expect(JSON.stringify(await Fact.find({ debriefId: room.id }).lean())).not.toContain(REASON);
    expect((await view(room)).hands).toEqual([]);
  });

  test("who may know hears at once that there is something to ask for, and their connection stands", async () => {
    const room = await buildRoom(server);
    const { fay, max, mia } = room;
    const [ears, ownEars, peer] = [await fay.listen(), await max.listen(), await mia.listen()];
    await ears.join(`debrieffacilitators:${room.id}`);
    await ownEars.join(`debriefmine:${max.personId}`);
    await peer.join(`debriefmine:${mia.personId}`);
    await pause(room, fay, max);
    await ears.hears("debrieffacilitators:changed");
    await ownEars.hears("debriefmine:changed");
    await end(room, fay, max);
    await ownEars.until(() => ownEars.facts.length === 2, "of the end");
    await peer.say("live:clock", {});
    expect(peer.facts).toEqual([]);
  });

  test("the room's facilitators alone read who is paused, and the log", async () => {
    const room = await buildRoom(server);
    const other = await buildRoom(server);
    const { fay, finn, max } = room;
    await pause(room, fay, max);
    const { items, facilitatorIds } = await pauses(room, finn);
    expect(items).toMatchObject([{ person: { personId: max.personId, name: "Max" }, reason: REASON }]);
    expect([...facilitatorIds].sort()).toEqual([fay.personId, finn.personId].sort());
    for (const [who, status] of [
      [max, 403],
      [room.mia, 403],
      [other.fay, 403],
      [room.ben, 403],
      [room.ola, 404],
    ] as const) {
      const tried = [
        await who.browser.try(pauseEndpoints.list, { params: room.params }),
        await pause(room, who, room.mia),
        await end(room, who, max),
        await who.browser.try(logEndpoints.ofRoom, { params: room.params, input: {} }),
      ];
      expect(tried.map((answer) => answer.status)).toEqual([status, status, status, status]);
      for (const { text } of tried) expect(text).not.toContain(REASON);
    }
    expect((await mine(room, max)).pause).not.toBeNull();
  });
});
