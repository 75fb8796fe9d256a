import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Person } from "#server/people/people.model";
import { buildRoom, buildSomeone, type RoomOfOurs, type Someone } from "#server/testing/buildRoom";
import {
  answer,
  latest,
  lines,
  message,
  own,
  read,
  settle,
  show,
  talk,
  WORDS,
  write,
} from "#server/testing/speakingApart";
import { startServer, type TestServer } from "#server/testing/startServer";
import { debriefEndpoints as doors } from "#shared/debriefs/debriefs.endpoints";
import { newId } from "#shared/ids";
import { Line, LineMessage, MOST_MESSAGES } from "./lines.model";

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

describe("a private line", () => {
  test("is written and read from both ends, in its order and with names", async () => {
    const room = await buildRoom(server);
    const { fay, finn, max } = room;
    const first = message(`  ${WORDS} `);
    expect((await write(room, max, first)).body).toEqual({ messageId: first.deedId });
    await answer(room, fay, { ...message("I am with you."), upTo: await latest(room) });
    await answer(room, finn, message("So am I."));
    await write(room, max, message("Thank you."));
    const { messages, readAt } = (await own(room, max)).body as never as Awaited<ReturnType<typeof talk>> & {
      readAt: number;
    };
    expect(messages.map(({ by, words }) => [by.name, words])).toEqual([
      ["Max", WORDS],
      ["Fay", "I am with you."],
      ["Finn", "So am I."],
      ["Max", "Thank you."],
    ]);
    expect(readAt).toBe(0);
    expect(messages.map(({ at }) => at)).toEqual([...new Set(messages.map(({ at }) => at))].sort());
    expect((await talk(room)).messages).toEqual(messages);
    expect((await show(room, finn)).body).toMatchObject({ messages });
  });

  test("is begun by a facilitator as well, and only with somebody who takes part", async () => {
    const room = await buildRoom(server);
    const { fay, finn, max, mia, ben, ola } = room;
    expect(await talk(room)).toEqual({ line: null, messages: [] });
    expect((await answer(room, fay)).status).toBe(200);
    expect((await own(room, max)).body).toMatchObject({ messages: [{ by: { name: "Fay" } }] });
    expect((await talk(room)).line).toMatchObject({
      waitsSince: null,
      settledBy: { name: "Fay" },
      isAnswered: true,
    });
    for (const who of [ben, ola, { ...mia, personId: newId() }]) {
      expect((await answer(room, fay, message(), who)).status).toBe(404);
      expect((await show(room, fay, who.personId)).status).toBe(404);
    }
    // Nobody writes to themselves by way of a room that they facilitate, nor to the other who does.
    for (const who of [fay, finn]) {
      expect((await answer(room, fay, message(), who)).body.code).toBe("facilitates");
      expect((await show(room, fay, who.personId)).body.code).toBe("facilitates");
      for (const told of [await own(room, who), await write(room, who), await read(room, who, 1)])
        expect(told.body.code).toBe("facilitates");
    }
  });

  test("takes the same message once, also sent twice at once as the line’s first", async () => {
    const room = await buildRoom(server);
    const { fay, max, mia } = room;
    const input = message();
    const twice = await Promise.all([write(room, max, input), write(room, max, input)]);
    expect(twice.map(({ body }) => body)).toEqual([{ messageId: input.deedId }, { messageId: input.deedId }]);
    expect((await talk(room)).messages).toHaveLength(1);
    for (const told of [
      await write(room, max, { ...input, words: "Something else." }),
      await write(room, mia, input),
      await answer(room, fay, input),
      await write(await buildRoomWith(max, room), max, input),
    ])
      expect(told.body.code).toBe("deedKnown");
    for (const words of ["", "  ", "a".repeat(2_001)])
      expect((await write(room, max, message(words))).status).toBe(422);
    expect((await talk(room)).messages).toHaveLength(1);
  });

  test("keeps all that both ends write at once, in one order", async () => {
    const room = await buildRoom(server);
    const told = await Promise.all([
      ...Array.from({ length: 6 }, (_, place) => write(room, room.max, message(`From Max ${place}`))),
      ...Array.from({ length: 6 }, (_, place) => answer(room, room.fay, message(`From Fay ${place}`))),
    ]);
    expect(told.map(({ status }) => status)).toEqual(told.map(() => 200));
    const { messages, line } = await talk(room);
    expect(messages).toHaveLength(12);
    expect(new Set(messages.map(({ at }) => at)).size).toBe(12);
    expect(line?.latestAt).toBe(messages.at(-1)?.at);
  });

  test("is full after two hundred messages, and says so", async () => {
    const room = await buildRoom(server);
    await write(room, room.max);
    await Line.updateOne({ personId: room.max.personId }, { $set: { messages: MOST_MESSAGES } });
    expect((await write(room, room.max)).body.code).toBe("lineFull");
    expect((await answer(room, room.fay)).body.code).toBe("lineFull");
  });
});

describe("what waits for a facilitator", () => {
  test("comes first, and waits until one answers what they have read or says that none is needed", async () => {
    const room = await buildRoom(server);
    const { fay, finn, max, mia } = room;
    const waiting = async () =>
      (
        (await lines(room, finn)).body as never as {
          items: { person: { name: string }; waitsSince: number }[];
        }
      ).items.map(({ person, waitsSince }) => [person.name, waitsSince !== null]);
    await write(room, max);
    await write(room, mia);
    expect(await waiting()).toEqual([
      ["Max", true],
      ["Mia", true],
    ]);
    const upTo = await latest(room);
    await answer(room, fay, { ...message("I am with you."), upTo });
    expect(await waiting()).toEqual([
      ["Mia", true],
      ["Max", false],
    ]);

    // He wrote again before she sent what she was writing: that is not answered.
    await write(room, max, message("One more thing."));
    await answer(room, fay, { ...message("Take your time."), upTo });
    await settle(room, fay, upTo);
    expect(await waiting()).toEqual([
      ["Mia", true],
      ["Max", true],
    ]);
    for (let i = 0; i < 2; i++) expect((await settle(room, finn, await latest(room))).status).toBe(200);
    expect(await waiting()).toEqual([
      ["Mia", true],
      ["Max", false],
    ]);
    expect((await talk(room)).line).toMatchObject({ settledBy: { name: "Finn" }, isAnswered: false });
  });

  test("is told live to both facilitators, and how far somebody has read to nobody but them", async () => {
    const room = await buildRoom(server);
    const { fay, finn, max } = room;
    const [hers, his, own] = [await fay.listen(), await finn.listen(), await max.listen()];
    for (const socket of [hers, his]) await socket.join(`debrieffacilitators:${room.id}`);
    await own.join(`debriefmine:${max.personId}`);
    await write(room, max);
    for (const socket of [hers, his]) await socket.hears("debrieffacilitators:changed");
    await own.hears("debriefmine:changed");
    for (const socket of [hers, his, own]) socket.heard.length = 0;
    await settle(room, fay, await latest(room));
    await his.hears("debrieffacilitators:changed");
    await own.say("live:clock", {});
    expect(own.heard).toEqual([]);
    hers.heard.length = 0;
    await answer(room, fay);
    await own.hears("debriefmine:changed");
    await hers.hears("debrieffacilitators:changed");
    for (const socket of [hers, own]) socket.heard.length = 0;
    await read(room, max, await latest(room));
    await own.hears("debriefmine:changed");
    await hers.say("live:clock", {});
    expect(hers.heard).toEqual([]);
  });
});

test("how far somebody has read never goes back, nor beyond what there is", async () => {
  const room = await buildRoom(server);
  const { max, fay } = room;
  await answer(room, fay);
  const first = await latest(room);
  await answer(room, fay, message("Still with you."));
  const readAt = async () => ((await own(room, max)).body as never as { readAt: number }).readAt;
  for (const [upTo, after] of [
    [Number.MAX_SAFE_INTEGER, 0],
    [await latest(room), await latest(room)],
    [first, await latest(room)],
  ] as const) {
    await read(room, max, upTo);
    expect(await readAt()).toBe(after);
  }
});

test("once the room is closed it is read and not written, save what had come in already", async () => {
  const scheduled = await buildRoom(server, { stage: "scheduled" });
  expect((await write(scheduled, scheduled.max)).status).toBe(200);
  const room = await buildRoom(server, { stage: "closing" });
  const { fay, max, params } = room;
  const input = message();
  await write(room, max, input);
  await fay.browser.do(doors.changeStage, { params, input: { deedId: newId(), to: "closed" } });
  expect((await write(room, max, input)).body).toEqual({ messageId: input.deedId });
  expect((await write(room, max)).body.code).toBe("closed");
  expect((await answer(room, fay)).body.code).toBe("closed");
  expect((await own(room, max)).body).toMatchObject({ messages: [{ words: WORDS }] });
  expect((await talk(room)).messages).toHaveLength(1);
  expect(await LineMessage.countDocuments({ debriefId: room.id })).toBe(1);
});

test("a breath or a held prompt keeps nobody from writing", async () => {
  const room = await buildRoom(server);
  const { fay, max, params } = room;
  await fay.browser.do(doors.hold, { params, input: { deedId: newId(), segment: 0, isHolding: true } });
  await fay.browser.do(doors.takeBreath, { params, input: { deedId: newId(), sentence: "" } });
  expect((await write(room, max)).status).toBe(200);
  expect((await answer(room, fay)).status).toBe(200);
});

test("what was written by somebody who is not of the room anymore is still read there", async () => {
  const room = await buildRoom(server);
  const guest = await buildSomeone(server, "Gus", server.world.campuses.alder);
  await write(room, guest);
  await Person.updateOne({ _id: guest.personId }, { $set: { campusId: server.world.campuses.birch } });
  expect((await show(room, room.fay, guest.personId)).body).toMatchObject({ messages: [{ words: WORDS }] });
  expect((await answer(room, room.fay, message(), guest)).status).toBe(404);
});

/** Another room of that person's campus, seen by the people of the first. */
async function buildRoomWith(max: Someone, room: RoomOfOurs): Promise<RoomOfOurs> {
  return { ...room, ...(await buildRoom(server)), max };
}
