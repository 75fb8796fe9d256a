import type { Server } from "socket.io";
import type { PresenceFrame } from "#shared/live/live.contract";
import type { PersonMark } from "#shared/people/people.contract";
import type { Channel } from "./channels";

/** One frame per room at most in this time (milliseconds); a room above `NAMED` people waits longer. */
const TICK = 75;
const SLOW_TICK = 750;
/** Above so many people only counts are told. */
const NAMED = 200;
/** Frames are volatile, so one may be lost: each room's is told again after so long. */
const REPEAT = 6_000;
/** How long somebody is believed to be writing. */
const WRITING = 6_000;
/** How often it is looked for rooms to repeat, and for people who are not believed anymore. */
const SWEEP = 500;

interface Room {
  /** What its people are told of each other. */
  tells: Channel["tells"];
  /** Each person once, with how many windows they have open, and in how many of these they look. */
  people: Map<string, { mark: PersonMark; windows: number; looking: number; writingUntil: number }>;
  /** How many were writing when last counted. */
  writing: number;
  toldAt: number;
  /** The next frame, once something has changed. */
  next: { at: number; timer: NodeJS.Timeout } | null;
}

/**
 * Who is in which room now, read off the connections and never stored. Changes are gathered and leave as one volatile
 * frame per room per tick. That somebody writes is told at once where the last tick is over; who comes and goes waits
 * for one, so that a crowd coming in costs its room a few frames and not a crowd of them.
 */
export class Presence {
  readonly #rooms = new Map<string, Room>();
  readonly #sweeping: NodeJS.Timeout;

  constructor(readonly io: Server) {
    this.#sweeping = setInterval(() => this.#sweep(Date.now()), SWEEP);
    this.#sweeping.unref();
  }

  enter(channel: string, mark: PersonMark, tells: Channel["tells"]): void {
    const room = this.#roomOf(channel, tells);
    const person = room.people.get(mark.personId);
    room.people.set(mark.personId, {
      mark,
      windows: (person?.windows ?? 0) + 1,
      looking: person?.looking ?? 0,
      writingUntil: person?.writingUntil ?? 0,
    });
    this.#tellSoon(channel, room, Date.now() + TICK);
  }

  leave(channel: string, personId: string): void {
    const room = this.#rooms.get(channel);
    const person = room?.people.get(personId);
    if (room === undefined || person === undefined) return;
    person.windows -= 1;
    if (person.windows === 0) room.people.delete(personId);
    if (room.people.size === 0) this.#forget(channel, room);
    else this.#tellSoon(channel, room, Date.now() + TICK);
  }

  write(channel: string, personId: string, isWriting: boolean): void {
    const room = this.#rooms.get(channel);
    const person = room?.people.get(personId);
    if (room === undefined || person === undefined) return;
    const now = Date.now();
    const isNew = person.writingUntil > now !== isWriting;
    person.writingUntil = isWriting ? now + WRITING : 0;
    if (isNew) this.#tellSoon(channel, room, now);
  }

  /** Counts one more of somebody's windows that looks at what the room is about, or one less. */
  look(channel: string, personId: string, isLooking: boolean): void {
    const room = this.#rooms.get(channel);
    const person = room?.people.get(personId);
    if (room === undefined || person === undefined) return;
    person.looking += isLooking ? 1 : -1;
    if (room.tells === "lookers") this.#tellSoon(channel, room, Date.now() + TICK);
  }

  /** How many people are in the room now. */
  count(channel: string): number {
    return this.#rooms.get(channel)?.people.size ?? 0;
  }

  /** The ids of those in the room now. */
  list(channel: string): string[] {
    return [...(this.#rooms.get(channel)?.people.keys() ?? [])];
  }

  /** The ids of the rooms of a feature in which somebody is now. */
  listRooms(feature: string): string[] {
    const names = [...this.#rooms.keys()].map((name) => name.split(":") as [string, string]);
    return names.flatMap(([of, roomId]) => (of === feature ? [roomId] : []));
  }

  close(): void {
    clearInterval(this.#sweeping);
    for (const [channel, room] of this.#rooms) this.#forget(channel, room);
  }

  #sweep(now: number): void {
    for (const [channel, room] of this.#rooms) {
      const isOver = room.writing > 0 && countWriting(room, now) !== room.writing;
      if (isOver || now - room.toldAt >= REPEAT) this.#tellSoon(channel, room, now);
    }
  }

  /** Has the room told at that moment, or later where its last frame is too fresh. */
  #tellSoon(channel: string, room: Room, soonest: number): void {
    if (room.tells === "nothing") return;
    const at = Math.max(soonest, room.toldAt + (room.people.size > NAMED ? SLOW_TICK : TICK));
    if (room.next !== null && room.next.at <= at) return;
    if (room.next !== null) clearTimeout(room.next.timer);
    const wait = at - Date.now();
    if (wait <= 0) this.#tell(channel, room);
    else room.next = { at, timer: setTimeout(() => this.#tell(channel, room), wait).unref() };
  }

  #tell(channel: string, room: Room): void {
    room.next = null;
    room.toldAt = Date.now();
    room.writing = countWriting(room, room.toldAt);
    const all = [...room.people.values()];
    const here = room.tells === "lookers" ? all.filter(({ looking }) => looking > 0) : all;
    const people = room.tells !== "count" && here.length <= NAMED ? here.map(({ mark }) => mark) : null;
    const frame: PresenceFrame = { channel, here: here.length, people, writing: room.writing };
    this.io.to(channel).volatile.emit("live:presence", frame);
  }

  #forget(channel: string, room: Room): void {
    if (room.next !== null) clearTimeout(room.next.timer);
    this.#rooms.delete(channel);
  }

  #roomOf(channel: string, tells: Channel["tells"]): Room {
    const known = this.#rooms.get(channel);
    if (known !== undefined) return known;
    const room: Room = { tells, people: new Map(), writing: 0, toldAt: 0, next: null };
    this.#rooms.set(channel, room);
    return room;
  }
}

function countWriting(room: Room, now: number): number {
  let writing = 0;
  for (const person of room.people.values()) if (person.writingUntil > now) writing += 1;
  return writing;
}

/** The rooms of a feature in which somebody is now, for features whose rooms change together. */
export function listOpenRooms(feature: string): string[] {
  return current?.listRooms(feature) ?? [];
}

/** How many people are in a channel now, for features that tell a count. */
export function countPresent(channel: string): number {
  return current?.count(channel) ?? 0;
}

/** Who is in a channel now, for features that note who was there. */
export function listPresent(channel: string): string[] {
  return current?.list(channel) ?? [];
}

/** Says whose presence is counted from here on. */
export function countThrough(presence: Presence | null): void {
  current = presence;
}

let current: Presence | null = null;
