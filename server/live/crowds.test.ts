import { afterAll, beforeAll, expect, test } from "vitest";
import { buildRoom, type RoomOfOurs } from "#server/testing/buildRoom";
import type { LiveClient } from "#server/testing/liveClient";
import { startServer, type TestServer } from "#server/testing/startServer";
import { buildPerson } from "#server/testing/world";
import type { PresenceFrame } from "#shared/live/live.contract";

/** Up to so many are told by name. */
const NAMED = 200;
/** Signed in and connected at once. */
const AT_ONCE = 20;

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(async () => await server.close());

/** So many more people of the room's campus, each in it with a socket of their own. */
async function crowd({ channel }: RoomOfOurs, size: number): Promise<LiveClient[]> {
  const came: LiveClient[] = [];
  while (came.length < size) {
    const some = Array.from({ length: Math.min(AT_ONCE, size - came.length) }, async () => {
      const { personId } = await buildPerson("Colleague", server.world.campuses.alder);
      const socket = await server.listen(personId);
      await socket.join(channel);
      return socket;
    });
    came.push(...(await Promise.all(some)));
  }
  return came;
}

/** The first presence frame that fits, of those heard since so many. */
async function frameSince(
  socket: LiveClient,
  since: number,
  fits: (frame: PresenceFrame) => boolean,
): Promise<PresenceFrame> {
  const find = () =>
    socket.heard
      .slice(since)
      .flatMap(({ name, payload }) => (name === "live:presence" ? [payload as PresenceFrame] : []))
      .find(fits);
  await socket.until(() => find() !== undefined, "presence");
  return find() as PresenceFrame;
}

test("above two hundred people a room is told only how many there are, and who again once there are fewer", async () => {
  const room = await buildRoom(server, { stage: "open" });
  const mia = await room.mia.listen();
  await mia.join(room.channel);
  const others = await crowd(room, NAMED - 1);
  const named = (await frameSince(mia, 0, ({ here }) => here === NAMED)).people ?? [];
  expect(new Set(named.map(({ personId }) => personId)).size).toBe(NAMED);

  const [last] = (await crowd(room, 1)) as [LiveClient];
  const over = await frameSince(mia, 0, ({ here }) => here === NAMED + 1);
  expect(over).toEqual({ channel: room.channel, here: NAMED + 1, people: null, writing: 0 });
  await others[0]?.say("live:write", { channel: room.channel, isWriting: true });
  const typing = await frameSince(mia, 0, ({ writing }) => writing === 1);
  expect(typing.people, "nor is anybody named because somebody writes").toBeNull();
  const heard = last.heard.filter(({ name }) => name === "live:presence");
  expect(heard).not.toEqual([]);
  expect(JSON.stringify(heard), "nobody is named to whoever came last").not.toContain("Colleague");

  const since = mia.heard.length;
  last.close();
  expect((await frameSince(mia, since, ({ here }) => here === NAMED)).people).toHaveLength(NAMED);
}, 120_000);
