import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { peopleRoom } from "#server/testing/buildRoom";
import { LiveClient } from "#server/testing/liveClient";
import { startServer, type TestServer } from "#server/testing/startServer";
import { liveAnHour } from "#server/testing/wholeHour";
import { addDebrief } from "#server/testing/world";
import { type EventName, events } from "#shared/events";
import { newId } from "#shared/ids";
import { type LiveMessageName, liveMessages } from "#shared/live/live.contract";
import type { Viewer } from "#shared/people/viewer";
import { makeInput } from "./inputs";
import { cases, debriefSubject, fillRooms } from "./subjects";
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
const PLACES = ["alder", "birch", "cedar"] as const;
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

describe.each(PLACES)("the channel of %s’s room", (place) => {
  test("lets in those who may hear every one of its events, and is nothing to those who may not know of it", async () => {
    const subject = debriefSubject(server.world, place);
    const [known] = (await cases.debrief(server)).filter(
      (one) => (one.subject as { id: string }).id === subject.id,
    );
    const wrong: string[] = [];
    for (const { kind, viewer, browser } of askers) {
      const socket = await LiveClient.connect(server.origin, browser.cookie).catch(() => null);
      const mayHear = Object.values(events).map((event) => (event.policy as Ask)(viewer, subject));
      expect(new Set(mayHear).size).toBe(1);
      if (socket === null) {
        if (mayHear[0]) wrong.push(`${kind} could not connect`);
        continue;
      }
      const answer = await socket.say("live:join", { channel: `debriefs:${subject.id}`, after: null });
      if (answer.ok !== mayHear[0]) wrong.push(`${kind}: ${JSON.stringify(answer).slice(0, 100)}`);
      if (!answer.ok && !known?.mayKnow(viewer)) {
        const nothing = await socket.say("live:join", { channel: `debriefs:${newId()}`, after: null });
        if (JSON.stringify(nothing) !== JSON.stringify(answer)) wrong.push(`${kind} learns that it exists`);
      }
      socket.close();
    }
    expect(wrong).toEqual([]);
  });
});

test("an outsider of any kind hears nothing of an hour in which everything happens", async () => {
  const { campuses, convenings } = server.world;
  const { debriefId } = await addDebrief(server.world, campuses.alder);
  const room = await peopleRoom(server, {
    debriefId,
    conveningId: convenings.northern,
    campusId: campuses.alder,
  });
  const subject = { ...debriefSubject(server.world, "alder"), id: debriefId };

  const outside: { kind: string; socket: LiveClient }[] = [];
  for (const { kind, viewer, browser } of askers) {
    if (Object.values(events).some((event) => (event.policy as Ask)(viewer, subject))) continue;
    const socket = await LiveClient.connect(server.origin, browser.cookie).catch(() => null);
    if (socket === null) continue;
    await expect(socket.join(room.channel), kind).rejects.toThrow(/notFound|forbidden/);
    outside.push({ kind, socket });
  }
  expect(outside.length).toBeGreaterThan(5);

  const member = await room.mia.listen();
  await member.join(room.channel);
  await liveAnHour(room);
  await member.hears(
    "debriefs:stageChanged",
    ({ data }: { data: { stage: string } }) => data.stage === "closed",
  );
  await member.hears("live:presence");

  const heard = new Set(member.facts.map(({ name }) => name));
  const unheard = (Object.keys(events) as EventName[]).filter((name) => !heard.has(name));
  expect(unheard, "an hour holds a deed for each event: say in wholeHour.ts what makes these").toEqual([]);
  for (const { kind, socket } of outside) {
    // What was sent to them before this is heard before its answer.
    await socket.say("live:clock", {});
    expect([kind, socket.heard]).toEqual([kind, []]);
    socket.close();
  }
});
