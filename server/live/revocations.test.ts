import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Session } from "#server/accounts/sessions.model";
import { Role } from "#server/campuses/roles.model";
import { buildRoom, type RoomOfOurs, say } from "#server/testing/buildRoom";
import { LiveClient } from "#server/testing/liveClient";
import { startServer, type TestServer } from "#server/testing/startServer";
import { accountEndpoints } from "#shared/accounts/accounts.contract";
import { roleEndpoints } from "#shared/campuses/roles.contract";
import { debriefEndpoints as doors } from "#shared/debriefs/debriefs.endpoints";
import { Revocation } from "./revocations.model";

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

/** The promise of the room: yesterday's rights last no longer than this, in milliseconds. */
const A_SECOND = 1_000;

async function cutWithinASecond(socket: LiveClient, act: () => Promise<unknown>): Promise<void> {
  let cutAt = 0;
  const cut = socket.cut.then(() => {
    cutAt = performance.now();
  });
  await act();
  const done = performance.now();
  await cut;
  expect(cutAt - done).toBeLessThan(A_SECOND);
}

async function expectOutside({ finn, id, channel, max, mia }: RoomOfOurs, room: RoomOfOurs): Promise<void> {
  const witness = await mia.listen();
  await witness.join(channel);
  const back = await finn.listen();
  await expect(back.join(channel)).rejects.toThrow(/notFound|forbidden/);
  expect((await finn.browser.try(doors.show, { params: { debriefId: id } })).status).toBe(404);
  await say(room, max, "After they left");
  await witness.hears("debriefs:contributed");
  expect(back.facts).toEqual([]);
}

describe("a role that is taken back", () => {
  test("ends the person's connections within a second, and they hear nothing more", async () => {
    const room = await buildRoom(server);
    const finn = await room.finn.listen();
    await finn.join(room.channel);
    const held = await Role.findOne({ personId: room.finn.personId }).lean<{ _id: string }>();
    const ada = await server.signIn("ada");
    await cutWithinASecond(finn, () => ada.do(roleEndpoints.take, { params: { roleId: held?._id ?? "" } }));
    await expectOutside(room, room);
  });

  test("by another process ends them within a second too", async () => {
    const room = await buildRoom(server);
    const finn = await room.finn.listen();
    await finn.join(room.channel);
    await cutWithinASecond(finn, async () => {
      // What the command line writes: it shares the store with this server, and nothing else.
      await Role.deleteOne({ personId: room.finn.personId });
      await Revocation.create({ personId: room.finn.personId, sessionId: null, at: new Date() });
    });
    await expectOutside(room, room);
  });

  test("leaves others in the room alone", async () => {
    const room = await buildRoom(server);
    const [finn, fay] = [await room.finn.listen(), await room.fay.listen()];
    for (const socket of [finn, fay]) await socket.join(room.channel);
    await Role.deleteOne({ personId: room.finn.personId });
    await Revocation.create({ personId: room.finn.personId, sessionId: null, at: new Date() });
    await finn.cut;
    await say(room, room.max, "Fay hears this");
    await fay.hears("debriefs:contributed");
    expect(fay.socket.connected).toBe(true);
  });
});

describe("a session that ends", () => {
  test("takes its own connections with it, and not those of the person’s other devices", async () => {
    const room = await buildRoom(server);
    const phone = await server.signIn(room.max.personId);
    const [onPhone, onDesk] = [
      await LiveClient.connect(server.origin, phone.cookie),
      await room.max.listen(),
    ];
    for (const socket of [onPhone, onDesk]) await socket.join(room.channel);
    const { cookie } = phone;
    await cutWithinASecond(onPhone, () =>
      phone.do(accountEndpoints.signOut, { input: { everywhere: false } }),
    );
    await expect(LiveClient.connect(server.origin, cookie)).rejects.toThrow("signInNeeded");
    await say(room, room.mia, "The desk hears this");
    await onDesk.hears("debriefs:contributed");
  });

  test("everywhere takes them all", async () => {
    const room = await buildRoom(server);
    const [one, other] = [await room.max.listen(), await room.max.listen()];
    await cutWithinASecond(one, () =>
      room.max.browser.do(accountEndpoints.signOut, { input: { everywhere: true } }),
    );
    await other.cut;
  });

  test("by its age is over at that moment, though nobody did anything", async () => {
    const room = await buildRoom(server);
    const browser = await server.signIn(room.max.personId);
    const expiresAt = Date.now() + 1_500;
    await Session.collection.updateMany({ _id: await latestSessionOf(room.max.personId) } as never, {
      $set: { expiresAt: new Date(expiresAt) },
    });
    const socket = await LiveClient.connect(server.origin, browser.cookie);
    await socket.join(room.channel);
    await socket.cut;
    expect(Date.now()).toBeGreaterThanOrEqual(expiresAt - 5);
    expect(Date.now()).toBeLessThan(expiresAt + A_SECOND);
    await expect(LiveClient.connect(server.origin, browser.cookie)).rejects.toThrow("signInNeeded");
    expect((await browser.try(doors.show, { params: room.params })).status).toBe(401);
  });
});

test("one revocation cuts once: whoever comes back right away stays", async () => {
  const room = await buildRoom(server);
  const first = await room.finn.listen();
  const ada = await server.signIn("ada");
  const held = await Role.findOne({ personId: room.finn.personId }).lean<{ _id: string }>();
  await ada.do(roleEndpoints.take, { params: { roleId: held?._id ?? "" } });
  await first.cut;
  const back = await room.finn.listen();
  // A later revocation by another process is seen only after this server has looked at the former one again.
  const witness = await room.mia.listen();
  await Revocation.create({ personId: room.mia.personId, sessionId: null, at: new Date() });
  await witness.cut;
  expect(back.socket.connected).toBe(true);
  expect(await back.say("live:clock", {})).toMatchObject({ ok: true });
});

/** The accounts library keeps its ids in a form of its own, so the record is looked for by whose it is. */
async function latestSessionOf(personId: string): Promise<unknown> {
  const [session] = await Session.collection
    .find({ userId: personId } as never)
    .sort({ createdAt: -1 })
    .limit(1)
    .toArray();
  return session?._id;
}
