import type { Server } from "socket.io";
import type { PresenceFrame } from "#shared/live/live.contract";
import type { PersonMark } from "#shared/people/people.contract";

/** One frame per room at most in this time (milliseconds); rooms above `NAMED` people wait ten times as long. */
const TICK = 75;
const SLOW_TICK = 10;
/** Above so many people only counts are told. */
const NAMED = 200;
/** Frames are volatile, so one may be lost: each room's is told again after so many ticks. */
const REPEAT = 80;
/** How long somebody is believed to be writing, in milliseconds. */
const WRITING = 6_000;

interface Room {
  /** Each person once, with how many windows they have open. */
  people: Map<string, { mark: PersonMark; windows: number; writingUntil: number }>;
  isChanged: boolean;
  ticks: number;
  writing: number;
}

/**
 * Who is in which room now, read off the connections and never stored. Changes are gathered and leave as one volatile
 * frame per room per tick, so that a crowd coming in costs its room a few frames and not a crowd of them.
 */
export class Presence {
  readonly #rooms = new Map<string, Room>();
  readonly #timer: NodeJS.Timeout;

  constructor(readonly io: Server) {
    this.#timer = setInterval(() => this.#tick(Date.now()), TICK);
    this.#timer.unref();
  }

  enter(channel: string, mark: PersonMark): void {
    const room = this.#roomOf(channel);
    const person = room.people.get(mark.personId);
    room.people.set(mark.personId, {
      mark,
      windows: (person?.windows ?? 0) + 1,
      writingUntil: person?.writingUntil ?? 0,
    });
    room.isChanged = true;
  }

  leave(channel: string, personId: string): void {
    const room = this.#rooms.get(channel);
    const person = room?.people.get(personId);
    if (room === undefined || person === undefined) return;
    person.windows -= 1;
    if (person.windows === 0) room.people.delete(personId);
    if (room.people.size === 0) this.#rooms.delete(channel);
    room.isChanged = true;
  }

  write(channel: string, personId: string, isWriting: boolean): void {
    const room = this.#rooms.get(channel);
    const person = room?.people.get(personId);
    if (room === undefined || person === undefined) return;
    person.writingUntil = isWriting ? Date.now() + WRITING : 0;
    room.isChanged = true;
  }

  /** How many people are in the room now. */
  count(channel: string): number {
    return this.#rooms.get(channel)?.people.size ?? 0;
  }

  /** The ids of those in the room now. */
  list(channel: string): string[] {
    return [...(this.#rooms.get(channel)?.people.keys() ?? [])];
  }

  close(): void {
    clearInterval(this.#timer);
  }

  #tick(now: number): void {
    for (const [channel, room] of this.#rooms) {
      room.ticks += 1;
      const writing = countWriting(room, now);
      if (writing !== room.writing) room.isChanged = true;
      room.writing = writing;
      const isDue = room.people.size <= NAMED || room.ticks >= SLOW_TICK;
      if ((room.isChanged && isDue) || room.ticks >= REPEAT) this.#tell(channel, room);
    }
  }

  #tell(channel: string, room: Room): void {
    room.isChanged = false;
    room.ticks = 0;
    const people = room.people.size <= NAMED ? [...room.people.values()].map(({ mark }) => mark) : null;
    const frame: PresenceFrame = { channel, here: room.people.size, people, writing: room.writing };
    this.io.to(channel).volatile.emit("live:presence", frame);
  }

  #roomOf(channel: string): Room {
    const known = this.#rooms.get(channel);
    if (known !== undefined) return known;
    const room: Room = { people: new Map(), isChanged: true, ticks: 0, writing: 0 };
    this.#rooms.set(channel, room);
    return room;
  }
}

function countWriting(room: Room, now: number): number {
  let writing = 0;
  for (const person of room.people.values()) if (person.writingUntil > now) writing += 1;
  return writing;
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
