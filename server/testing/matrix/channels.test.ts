import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { LiveClient } from "#server/testing/liveClient";
import { startServer, type TestServer } from "#server/testing/startServer";
import { type EventName, events } from "#shared/events";
import { newId } from "#shared/ids";
import { type LiveMessageName, liveMessages } from "#shared/live/live.contract";
import type { Viewer } from "#shared/people/viewer";
import { makeInput } from "./inputs";
import { buildRooms } from "./rooms";
import { cases, fillRooms } from "./subjects";
import { type Asker, buildAskers } from "./viewers";

/*
 * Every message that a browser may say and every event that it may hear × everybody who may try. No message and no
 * event is named here.
 */

let server: TestServer;
let askers: Asker[];
beforeAll(async () => {
  server = await startServer();
  await fillRooms(server);
  askers = await buildAskers(server);
});
afterAll(() => server.close());

type Ask = (viewer: Viewer, subject: unknown) => boolean;
const NOBODY = ["signInNeeded", "unverified"];

describe.each(Object.keys(liveMessages) as LiveMessageName[])("%s", (name) => {
  test("is answered to whom its policy allows, and nobody else gets as far as saying it", async () => {
    const message = liveMessages[name];
    expect(Object.hasOwn(cases, message.about)).toBe(true);
    const wrong: string[] = [];
    for (const { kind, viewer, browser } of askers) {
      const isAllowed = (message.policy as Ask)(viewer, undefined);
      const socket = await LiveClient.connect(server.origin, browser.cookie).catch(
        (error: Error) => error.message,
      );
      if (typeof socket === "string") {
        if (isAllowed || !NOBODY.includes(socket)) wrong.push(`${kind} could not connect: ${socket}`);
        continue;
      }
      const input = makeInput(message.input, {
        channel: `debriefs:${server.world.rooms.alder}`,
        after: null,
      });
      const answer = await socket.say(name, input);
      const isThrough = answer.ok || !NOBODY.includes(answer.error.code);
      if (isThrough !== isAllowed) wrong.push(`${kind}: ${JSON.stringify(answer)}`);
      socket.close();
    }
    expect(wrong).toEqual([]);
  });
});

/** The kinds of channels there are: an event's name says whose it is, and what it is about what room that is. */
const kinds = [...new Map(Object.entries(events).map(([name, { about }]) => [featureOf(name), about]))];

describe.each(kinds)("a channel of %s", (feature, about) => {
  test("lets in those who may hear every one of its events, and is nothing to those who may not know of it", async () => {
    const ofFeature = Object.entries(events).filter(([name]) => featureOf(name) === feature);
    expect(ofFeature.filter(([, event]) => event.about !== about).map(([name]) => name)).toEqual([]);
    const wrong: string[] = [];
    for (const { name, subject, channels = [], mayKnow } of await cases[about](server)) {
      const channel = channels.find((one) => featureOf(one) === feature);
      expect(channel, `say which channel of ${feature} ${about} is`).toBeDefined();
      for (const { kind, viewer, browser } of askers) {
        const mayHear = ofFeature.map(([, event]) => (event.policy as Ask)(viewer, subject));
        expect(new Set(mayHear).size).toBe(1);
        const socket = await LiveClient.connect(server.origin, browser.cookie).catch(() => null);
        if (socket === null) {
          if (mayHear[0]) wrong.push(`${kind} could not connect`);
          continue;
        }
        const answer = await socket.say("live:join", { channel, after: null });
        if (answer.ok !== mayHear[0]) wrong.push(`${name}: ${kind}: ${JSON.stringify(answer).slice(0, 100)}`);
        if (!answer.ok && !mayKnow(viewer)) {
          const nothing = await socket.say("live:join", { channel: `${feature}:${newId()}`, after: null });
          if (JSON.stringify(nothing) !== JSON.stringify(answer))
            wrong.push(`${name}: ${kind} learns that it exists`);
        }
        socket.close();
      }
    }
    expect(wrong).toEqual([]);
  });
});

test("an outsider of any kind hears nothing of rooms in which everything happens", async () => {
  const rooms = await buildRooms(server);
  expect([...new Set(rooms.map(({ channel }) => featureOf(channel)))].sort()).toEqual(
    kinds.map(([feature]) => feature).sort(),
  );
  const outside: { kind: string; socket: LiveClient }[] = [];
  for (const { channel, subject } of rooms)
    for (const { kind, viewer, browser } of askers) {
      const mayHear = Object.entries(events).some(
        ([name, event]) => featureOf(name) === featureOf(channel) && (event.policy as Ask)(viewer, subject),
      );
      if (mayHear) continue;
      const socket = await LiveClient.connect(server.origin, browser.cookie).catch(() => null);
      if (socket === null) continue;
      await expect(socket.join(channel), `${kind} at ${channel}`).rejects.toThrow(/notFound|forbidden/);
      outside.push({ kind: `${kind} at ${channel}`, socket });
    }
  expect(outside.length).toBeGreaterThan(10);

  const members = await Promise.all(
    rooms.map(async ({ channel, insider }) => {
      const socket = await insider.listen();
      await socket.join(channel);
      return socket;
    }),
  );
  for (const { live } of rooms) await live();
  for (const [place, member] of members.entries()) {
    if (!rooms[place]!.isQuiet) await member.hears("live:presence");
    // What was told before this is heard before its answer.
    await member.say("live:clock", {});
  }

  const heard = new Set(members.flatMap((member) => member.facts.map(({ name }) => name)));
  const unheard = (Object.keys(events) as EventName[]).filter((name) => !heard.has(name));
  expect(unheard, "every event has a deed that makes it: say in rooms.ts what makes these").toEqual([]);
  for (const { kind, socket } of outside) {
    await socket.say("live:clock", {});
    expect([kind, socket.heard]).toEqual([kind, []]);
    socket.close();
  }
});

function featureOf(name: string): string {
  return name.split(":")[0] as string;
}
