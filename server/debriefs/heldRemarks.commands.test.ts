import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildRoom, say } from "#server/testing/buildRoom";
import { expectSameAsRefetch } from "#server/testing/expectSameAsRefetch";
import {
  buildHeld,
  decline,
  hold,
  lookOn,
  remark,
  SECRET,
  show,
  takeBack,
  view,
  waiting,
  write,
} from "#server/testing/holding";
import { startServer, type TestServer } from "#server/testing/startServer";
import { debriefEndpoints as doors } from "#shared/debriefs/debriefs.endpoints";
import { heldRemarkEndpoints as heldDoors } from "#shared/debriefs/heldRemarks.endpoints";
import { newId } from "#shared/ids";
import { Fact } from "./facts.model";

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

describe("while a prompt is held", () => {
  test("what is written waits, and peers learn nothing of it", async () => {
    const room = await buildRoom(server);
    const { max, mia, fay } = room;
    const first = await say(room, mia, "Said before.");
    const onlooker = await lookOn(room);
    const facts = await expectSameAsRefetch(onlooker, room.id, async () => {
      expect((await hold(room, fay)).status).toBe(200);
      const input = remark();
      expect((await write(room, max, input)).body).toEqual({ heldId: input.deedId });
      const answer = { deedId: newId(), contributionId: first, text: SECRET, isUnnamed: false };
      expect((await max.browser.try(doors.answer, { params: room.params, input: answer })).body).toEqual({
        heldId: answer.deedId,
      });
      expect((await waiting(room)).map(({ id, contributionId }) => [id, contributionId])).toEqual([
        [input.deedId, null],
        [answer.deedId, first],
      ]);
    });
    expect(facts.map(({ name }) => name)).toEqual(["debriefs:holdingChanged"]);
    await onlooker.socket.say("live:clock", {});
    const heard = onlooker.socket.heard.filter(({ name }) => !/presence|holdingChanged/.test(name));
    expect(heard).toEqual([]);
    const asked = [
      await mia.browser.try(doors.mine, { params: room.params }),
      await mia.browser.try(doors.facts, { params: room.params, input: { after: 0 } }),
      await mia.browser.try(doors.show, { params: room.params }),
    ];
    for (const { text } of asked) expect(text).not.toContain(SECRET);
    expect(await Fact.countDocuments({ debriefId: room.id, by: max.personId })).toBe(0);
  });

  test("what a facilitator writes stands at once, and so does what is written to the next prompt", async () => {
    const { room } = await buildHeld(server);
    const { fay, max, params } = room;
    expect((await write(room, fay, remark("Let me say why."))).body).toHaveProperty("seq");
    await fay.browser.do(doors.move, { params, input: { deedId: newId(), from: 0, to: 1 } });
    expect((await write(room, max, remark("Of the next prompt."))).body).toHaveProperty("seq");
    expect((await view(room)).contributions.map(({ text }) => text)).toEqual([
      "Let me say why.",
      "Of the next prompt.",
    ]);
  });

  test("sent again it is the same, also once the prompt is held no longer, was shown or was taken back", async () => {
    const input = remark();
    const { room, heldId } = await buildHeld(server, input);
    const { max, mia, fay } = room;
    const again = async () => (await write(room, max, input)).body;
    expect(await Promise.all([again(), again()])).toEqual([{ heldId }, { heldId }]);
    expect((await write(room, mia, input)).body.code).toBe("deedKnown");
    await hold(room, fay, false);
    expect(await again()).toEqual({ heldId });
    expect((await waiting(room)).map(({ id }) => id)).toEqual([heldId]);
    const shown = (await show(room, fay, heldId)).body;
    expect(await again()).toEqual(shown);

    const regretted = remark("Regretted.");
    await hold(room, fay);
    await write(room, max, regretted);
    await takeBack(room, max, regretted.deedId);
    await hold(room, fay, false);
    expect((await write(room, max, regretted)).body).toEqual({ heldId: regretted.deedId });
    expect((await view(room)).contributions.map(({ text }) => text)).toEqual([SECRET]);
  });

  test("what was said before it, and is sent again in it, is answered as it was", async () => {
    const room = await buildRoom(server);
    const input = remark("Said before.");
    const first = (await write(room, room.max, input)).body;
    await hold(room, room.fay);
    expect((await write(room, room.max, input)).body).toEqual(first);
    expect(await waiting(room)).toEqual([]);
  });

  test("however it begins and ends meanwhile, each remark is said or waits, and none both", async () => {
    const room = await buildRoom(server);
    const inputs = Array.from({ length: 12 }, (_, place) => remark(`Words ${place}`));
    const answers = await Promise.all([
      ...inputs.slice(0, 4).map((input) => write(room, room.max, input)),
      hold(room, room.fay),
      ...inputs.slice(4, 8).map((input) => write(room, room.max, input)),
      ...inputs.slice(4, 8).map((input) => write(room, room.max, input)),
      hold(room, room.fay, false),
      ...inputs.map((input) => write(room, room.max, input)),
    ]);
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    const said = (await view(room)).contributions.map(({ id }) => id);
    const held = (await waiting(room)).map(({ id }) => id);
    expect([...said, ...held].sort()).toEqual(inputs.map(({ deedId }) => deedId).sort());
    const answered = answers.flatMap(({ body }) => ("heldId" in body ? [body.heldId] : []));
    expect([...new Set(answered)].sort()).toEqual(held.sort());
  });

  test("what many write at once waits for each of them, in the order in which it came", async () => {
    const room = await buildRoom(server);
    await hold(room, room.fay);
    const inputs = Array.from({ length: 15 }, (_, place) => remark(`Words ${place}`));
    const answers = await Promise.all(
      [room.max, room.mia].flatMap((who, half) =>
        inputs.filter((_, place) => place % 2 === half).map((input) => write(room, who, input)),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    const held = await waiting(room);
    expect(held.map(({ id }) => id).sort()).toEqual(inputs.map(({ deedId }) => deedId).sort());
    expect(held.map(({ at }) => at)).toEqual(held.map(({ at }) => at).sort((a, b) => a - b));
    expect((await write(room, room.fay, remark("Said in between."))).body).toHaveProperty("seq");
  });

  test("an answer to nothing is refused as ever, and so is all in a breath", async () => {
    const { room, heldId } = await buildHeld(server);
    const { max, fay, params } = room;
    const input = { deedId: newId(), contributionId: newId(), text: SECRET, isUnnamed: false };
    expect((await max.browser.try(doors.answer, { params, input })).status).toBe(404);
    await fay.browser.do(doors.takeBreath, { params, input: { deedId: newId(), sentence: "" } });
    expect((await write(room, max)).body.code).toBe("breath");
    expect((await show(room, fay, heldId)).body.code).toBe("breath");
  });
});

describe("a prompt is held", () => {
  test("by facilitators alone, once, and only where the guide has it", async () => {
    const room = await buildRoom(server);
    for (const [who, status] of [
      [room.max, 403],
      [room.ben, 403],
      [room.ola, 404],
    ] as const)
      expect((await hold(room, who)).status).toBe(status);
    expect((await hold(room, room.fay, true, 40)).status).toBe(422);
    expect((await hold(room, room.fay, true, -2)).status).toBe(422);
    const both = await Promise.all([hold(room, room.fay), hold(room, room.finn)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect((await view(room)).heldSegments).toEqual([0]);
    const closed = await buildRoom(server, { stage: "closed" });
    expect((await hold(closed, closed.fay)).body.code).toBe("stageMoved");
  });

  test("and what waits is read, shown and declined by that room's facilitators alone", async () => {
    const { room, heldId } = await buildHeld(server);
    const other = await buildRoom(server);
    for (const [who, status] of [
      [room.max, 403],
      [room.mia, 403],
      [other.fay, 403],
      [room.ben, 403],
      [room.ola, 404],
    ] as const) {
      const asked = await who.browser.try(heldDoors.list, { params: room.params });
      expect(asked.status).toBe(status);
      expect(asked.text).not.toContain(SECRET);
      expect((await show(room, who, heldId)).status).toBe(status);
      expect((await decline(room, who, heldId)).status).toBe(status);
    }
    // By way of a room of one's own, either.
    expect((await show(other, other.fay, heldId)).status).toBe(404);
    expect((await decline(other, other.fay, heldId)).status).toBe(404);
    expect(await waiting(other)).toEqual([]);
    expect(await waiting(room)).toHaveLength(1);
  });

  test("and who may know hears that there is something to ask for, on channels of their own", async () => {
    const room = await buildRoom(server);
    const { fay, max, mia } = room;
    const [ears, ownEars, peer] = [await fay.listen(), await max.listen(), await mia.listen()];
    await ears.join(`debrieffacilitators:${room.id}`);
    await ownEars.join(`debriefmine:${max.personId}`);
    await peer.join(room.channel);
    await expect(peer.join(`debrieffacilitators:${room.id}`)).rejects.toThrow("forbidden");
    await expect(peer.join(`debriefmine:${max.personId}`)).rejects.toThrow("notFound");
    await hold(room, fay);
    const input = remark();
    await write(room, max, input);
    const heard = (name: string) =>
      [ears, ownEars].map(({ facts }) => facts.filter((one) => one.name.startsWith(name)));
    await ears.hears(
      "debrieffacilitators:changed",
      ({ data }: { data: object }) => Object.keys(data).length === 0,
    );
    await decline(room, fay, input.deedId);
    await ownEars.until(() => heard("debriefmine")[1]!.length === 2, "of the decline");
    expect(JSON.stringify(heard("debrief"))).not.toMatch(
      new RegExp(`${SECRET}|${input.deedId}|names a student`),
    );
    await peer.say("live:clock", {});
    expect(peer.facts.map(({ name }) => name)).toEqual(["debriefs:holdingChanged"]);
  });
});
