import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { expectHeld, heldBy } from "#server/testing/expectHeld";
import { expectInOrder, expectWhole } from "#server/testing/expectWhole";
import { HttpClient } from "#server/testing/httpClient";
import { type Power, RoomPhone } from "#server/testing/roomPhone";
import { prepareProcess, type ServerProcess } from "#server/testing/startProcess";
import { addDebrief, buildPerson, type World } from "#server/testing/world";
import type { DebriefView } from "#shared/debriefs/debriefs.contract";
import { debriefEndpoints as doors } from "#shared/debriefs/debriefs.endpoints";
import type { DebriefFact } from "#shared/debriefs/debriefs.events";
import { heldRemarkEndpoints as heldDoors } from "#shared/debriefs/heldRemarks.endpoints";
import { type Id, newId } from "#shared/ids";

/*
 * Four phones in one room do whatever fast-check thinks of, while their connections come and go and the server is killed
 * under them. At the end everything that was acknowledged is there, once, and every phone shows what a fresh read shows.
 * `PROPERTY_RUNS=50` looks for longer.
 */

const RUNS = Number(process.env.PROPERTY_RUNS ?? 2);
const PHONES = 4;

/** A room of its own for each run, whose first person facilitates. */
interface Setting {
  debriefId: Id;
  personIds: Id[];
}

let server: ServerProcess & { extra: { settings: Setting[]; personIds: Id[] } };
let power: Power & { off(): void; on(): void };

beforeAll(async () => {
  server = await prepareProcess(prepareSettings);
  power = makePower();
  await server.start();
  power.on();
}, 120_000);
afterAll(() => server.close(), 60_000);

async function prepareSettings(world: World) {
  const settings: Setting[] = [];
  for (let run = 0; run < RUNS; run++) {
    const { debriefId } = await addDebrief(world, world.campuses.alder);
    const role = { role: "facilitator" as const, scopeKind: "room" as const, scopeId: debriefId };
    const personIds: Id[] = [];
    for (let place = 0; place < PHONES; place++) {
      const person = await buildPerson(`P${place}`, world.campuses.alder, place === 0 ? [role] : []);
      personIds.push(person.personId);
    }
    settings.push({ debriefId, personIds });
  }
  return { settings, personIds: settings.flatMap(({ personIds }) => personIds) };
}

type Step =
  | { do: "say" | "sayTwice"; who: number; isUnnamed: boolean }
  | { do: "answer" | "withdraw"; who: number; about: number }
  | { do: "react"; who: number; about: number; isOn: boolean }
  | { do: "breathe" | "goOn"; who: number }
  | { do: "hold" | "letGo"; who: number }
  | { do: "pausePerson" | "letSpeak"; who: number }
  | { do: "showHeld" | "decline"; who: number; about: number }
  | { do: "hand" | "drop" | "come" | "move" | "pause" | "rest"; who: number };

const who = fc.nat({ max: PHONES - 1 });
const about = fc.nat({ max: 30 });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constantFrom("say", "sayTwice"), who, isUnnamed: fc.boolean() }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom("answer", "withdraw"), who, about }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("react" as const), who, about, isOn: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom("breathe", "goOn", "goOn"), who }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom("hold", "hold", "letGo"), who }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom("pausePerson", "letSpeak"), who }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constantFrom("showHeld", "showHeld", "decline"), who, about }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constantFrom("hand", "drop", "come", "move", "pause", "rest"), who }),
  },
) as fc.Arbitrary<Step>;

test(
  "nothing acknowledged is lost, doubled or reordered, whatever the network and the server do",
  async () => {
    const rooms = [...server.extra.settings];
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 50, maxLength: 90 }),
        fc.nat({ max: 40 }),
        async (steps, killAt) => {
          await live(rooms.pop() as Setting, steps, killAt);
        },
      ),
      { numRuns: RUNS, endOnFailure: true },
    );
  },
  60_000 + RUNS * 60_000,
);

async function live({ debriefId, personIds }: Setting, steps: Step[], killAt: number): Promise<void> {
  const phones = personIds.map(
    (personId) => new RoomPhone(server.origin, personId, debriefId, server.cookies[personId] ?? "", power),
  );
  const [facilitator] = phones as [RoomPhone];
  for (const to of ["open", "live"]) {
    facilitator.do(doors.changeStage, { deedId: newId(), to });
    await facilitator.settle();
  }
  await Promise.all(phones.map((phone) => phone.connect()));
  const said: Id[] = [];
  for (const [place, one] of steps.entries()) {
    if (place === killAt) await killAndRestart(phones);
    await take(one, phones, said);
  }
  await Promise.all(phones.map((phone) => phone.settle()));
  await Promise.all(phones.map((phone) => phone.connect()));

  const log = await readLog(facilitator, debriefId);
  expectWhole(log.facts, phones);
  expectHeld(log, phones);
  for (const phone of phones) {
    await phone.reader.reaches(log.view.seq);
    expect(phone.reader.view).toEqual(log.view);
    expectInOrder(phone.reader.folded);
    phone.close();
  }
}

/** Does one step, mostly without waiting for its answer, so that much is under way at any moment. */
async function take(one: Step, phones: RoomPhone[], said: Id[]): Promise<void> {
  const phone = phones[one.who] as RoomPhone;
  const deedId = newId();
  const contributionId = "about" in one ? (said[one.about % Math.max(said.length, 1)] ?? newId()) : newId();
  switch (one.do) {
    case "say":
    case "sayTwice": {
      const input = { deedId, kind: "insight", text: `Words of ${deedId}`, isUnnamed: one.isUnnamed };
      phone.do(doors.contribute, input);
      if (one.do === "sayTwice") phone.do(doors.contribute, input);
      said.push(deedId);
      return;
    }
    case "answer":
      return phone.do(doors.answer, { deedId, contributionId, text: `Answer ${deedId}`, isUnnamed: false });
    case "withdraw":
      return phone.do(doors.withdraw, { deedId, contributionId });
    case "react":
      return phone.do(doors.react, { deedId, contributionId, reaction: "resonates", isOn: one.isOn });
    case "hand": {
      const isUp = phone.reader.view?.hands.some(({ person }) => person.personId === phone.personId);
      return isUp
        ? phone.do(doors.lowerHand, { deedId, personId: phone.personId })
        : phone.do(doors.raiseHand, { deedId });
    }
    case "move": {
      const from = phone.reader.view?.position.segment ?? 0;
      return phone.do(doors.move, { deedId, from, to: (from + 1) % 6 });
    }
    case "pause": {
      const isRunning = phone.reader.view?.position.timer.endsAt !== null;
      return phone.do(doors.changeTimer, { deedId, change: isRunning ? "pause" : "resume" });
    }
    // The facilitator's, or it would hardly ever be done.
    case "breathe":
      return (phones[0] as RoomPhone).do(doors.takeBreath, { deedId, sentence: "" });
    case "goOn":
      return (phones[0] as RoomPhone).do(doors.goOn, { deedId });
    case "hold":
    case "letGo": {
      const facilitator = phones[0] as RoomPhone;
      const segment = facilitator.reader.view?.position.segment ?? 0;
      return facilitator.do(doors.hold, { deedId, segment, isHolding: one.do === "hold" });
    }
    case "showHeld":
    case "decline": {
      const held = heldBy(phones);
      const heldId = held[one.about % held.length];
      if (heldId === undefined) return;
      const [door, input] =
        one.do === "decline" ? [heldDoors.decline, { reason: "Not now." }] : [heldDoors.show, {}];
      return (phones[0] as RoomPhone).settleHeld(door, heldId, input);
    }
    case "pausePerson":
      return await (phones[0] as RoomPhone).pause(phone, deedId);
    case "letSpeak":
      return await (phones[0] as RoomPhone).endPause(phone);
    case "rest":
      return await phone.settle();
    case "drop":
      return phone.disconnect();
    case "come":
      return await phone.connect();
  }
}

async function killAndRestart(phones: RoomPhone[]): Promise<void> {
  power.off();
  await server.kill();
  const online = phones.filter(({ isOnline }) => isOnline);
  await server.start();
  power.on();
  await Promise.all(online.map((phone) => phone.connect()));
}

async function readLog({ personId }: RoomPhone, debriefId: Id) {
  const browser = new HttpClient(server.origin);
  browser.cookie = server.cookies[personId] ?? "";
  const params = { debriefId };
  const view: DebriefView = await browser.do(doors.show, { params });
  const facts: DebriefFact[] = [];
  for (let more = true; more; ) {
    const { items } = await browser.do(doors.facts, { params, input: { after: facts.length } });
    facts.push(...items);
    more = items.length > 0;
  }
  const { items: waiting } = await browser.do(heldDoors.list, { params });
  browser.close();
  return { view, facts, waiting: waiting.map(({ id }) => id) };
}

function makePower() {
  let isOn = false;
  let waiting: (() => void)[] = [];
  return {
    isOn: () => isOn,
    back: () => (isOn ? Promise.resolve() : new Promise<void>((resolve) => waiting.push(resolve))),
    off() {
      isOn = false;
    },
    on() {
      isOn = true;
      for (const resolve of waiting) resolve();
      waiting = [];
    },
  };
}
