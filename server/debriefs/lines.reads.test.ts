import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { keepRole } from "#server/campuses/roles.model";
import { revoke } from "#server/live/revocations";
import { buildRoom, type Someone } from "#server/testing/buildRoom";
import { expectSameAsRefetch } from "#server/testing/expectSameAsRefetch";
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
import { roleEndpoints } from "#shared/campuses/roles.contract";
import { debriefEndpoints as doors } from "#shared/debriefs/debriefs.endpoints";
import { newId } from "#shared/ids";
import { searchEndpoints } from "#shared/search/search.contract";
import { Fact } from "./facts.model";

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

describe("nobody but both ends of a private line", () => {
  test("reads, writes or hears anything of it, whatever they look after", async () => {
    const room = await buildRoom(server);
    const { mia, ben, ola, max, fay } = room;
    const elsewhere = await buildRoom(server);
    const staff = await Promise.all(
      (["cora", "stella", "ada"] as const).map((key) => asSomeone(server.world.people[key])),
    );
    const onlooker = { browser: mia.browser, socket: await mia.listen() };
    const outsiders = [mia, ben, ola, elsewhere.fay, ...staff];
    const facts = await expectSameAsRefetch(onlooker, room.id, async () => {
      await write(room, max);
      await answer(room, fay, { ...message(WORDS), upTo: await latest(room) });
      await read(room, max, await latest(room));
      await write(room, max, message(WORDS));
      await settle(room, fay, await latest(room));
    });
    expect(facts).toEqual([]);
    await onlooker.socket.say("live:clock", {});
    expect(onlooker.socket.heard.filter(({ name }) => name !== "live:presence")).toEqual([]);

    for (const who of outsiders) {
      const at = Number.MAX_SAFE_INTEGER;
      const told = [await lines(room, who), await show(room, who), await answer(room, who)];
      // Those of the campus have a line of their own.
      if (who !== mia && who !== elsewhere.fay)
        told.push(await own(room, who), await write(room, who), await read(room, who, at));
      told.push(await settle(room, who, at));
      for (const { status, text } of told) {
        expect(status).toBe(404);
        expect(text).not.toContain(WORDS);
      }
      const socket = await who.listen();
      for (const channel of [`debrieffacilitators:${room.id}`, `debriefmine:${max.personId}`])
        await expect(socket.join(channel)).rejects.toThrow(/notFound|forbidden/);
    }
    expect((await own(room, mia)).body).toEqual({ messages: [], readAt: 0 });
    expect((await lines(elsewhere, elsewhere.fay)).body).toEqual({ items: [] });
    expect((await talk(room)).messages).toHaveLength(3);
  });

  test("finds it in the room, its log, its digest, what is theirs or a search", async () => {
    const room = await buildRoom(server);
    const { mia, max, fay, params } = room;
    await write(room, max);
    await answer(room, fay, message(WORDS));
    for (const to of ["closing", "closed"] as const)
      await fay.browser.do(doors.changeStage, { params, input: { deedId: newId(), to } });
    for (const { browser } of [mia, max, fay])
      for (const { status, text } of [
        await browser.try(doors.show, { params }),
        await browser.try(doors.facts, { params, input: { after: 0 } }),
        await browser.try(doors.mine, { params }),
        await browser.try(doors.summary, { params }),
        await browser.try(searchEndpoints.posts, { input: { words: "meeting rather" } }),
      ]) {
        expect(status).toBe(200);
        expect(text).not.toContain("rather not say");
      }
    const log = JSON.stringify(await Fact.find({ debriefId: room.id }).lean());
    expect(log).not.toContain("rather not say");
  });
});

test("who facilitates the room no more reads no line there and is cut; who comes to it reads all", async () => {
  const room = await buildRoom(server);
  const { finn, max, mia } = room;
  await write(room, max);
  const held = { role: "facilitator", scopeKind: "room", scopeId: room.id } as const;
  const socket = await finn.listen();
  await socket.join(`debrieffacilitators:${room.id}`);
  const { record } = await keepRole({ ...held, personId: finn.personId, givenBy: null });
  const cora = await server.signIn(server.world.people.cora.personId);
  await cora.do(roleEndpoints.take, { params: { roleId: record._id } });
  await socket.cut;
  for (const told of [await lines(room, finn), await show(room, finn), await answer(room, finn)])
    expect(told.status).toBe(404);

  // A participant who is made a facilitator has no line of their own from then on.
  expect((await write(room, mia)).status).toBe(200);
  await keepRole({ ...held, personId: mia.personId, givenBy: null });
  await revoke(mia.personId);
  expect((await show(room, mia)).body).toMatchObject({ messages: [{ words: WORDS }] });
  expect((await own(room, mia)).body.code).toBe("facilitates");
  expect((await answer(room, room.fay, message(), mia)).body.code).toBe("facilitates");
});

async function asSomeone({ personId, name }: { personId: string; name: string }): Promise<Someone> {
  const browser = await server.signIn(personId);
  return { personId, name, browser, listen: () => server.listen(personId) };
}
