import { connectionStore } from "./connection";
import type { Transport } from "./transport";

/** One question to the server's clock, in milliseconds: the device's steady clock around it, and the answer. */
export interface Probe {
  sentAt: number;
  receivedAt: number;
  serverNow: number;
}

export interface ClockReading {
  /** What to add to the device's steady clock to get the server's. */
  offset: number;
  /** The answer cannot be wrong by more than half of this. */
  roundTrip: number;
}

/** Reads the server's clock from the probe that travelled the shortest, as NTP does (RFC 5905 section 10). */
export function readClock(probes: readonly Probe[]): ClockReading | null {
  const readings = probes.map(({ sentAt, receivedAt, serverNow }) => ({
    offset: serverNow - (sentAt + receivedAt) / 2,
    roundTrip: receivedAt - sentAt,
  }));
  return readings.reduce<ClockReading | null>(
    (best, reading) => (best === null || reading.roundTrip < best.roundTrip ? reading : best),
    null,
  );
}

/**
 * The server's time, in milliseconds since the epoch. Told from a clock that no one can set, so a device whose time is
 * wrong, or is put right in the middle of a segment, shows the same second as all others.
 */
export function serverNow(): number {
  return performance.now() + reading.offset;
}

/** Asks the server's clock several times and takes the best answer. Rejects when the connection does not answer. */
export async function setClock(transport: Transport): Promise<void> {
  const probes: Probe[] = [];
  for (let place = 0; place < PROBES; place++) {
    probes.push(await probe(transport));
    // The first answer is right to the second on nearly every network; the others make it better.
    reading = readClock(probes) ?? reading;
    connectionStore.setState({ isClockSet: true });
  }
}

async function probe(transport: Transport): Promise<Probe> {
  const sentAt = performance.now();
  const answer = await transport.ask("live:clock", {}, PROBE_WITHIN);
  const receivedAt = performance.now();
  if (!answer.ok) throw new Error(answer.error.message);
  return { sentAt, receivedAt, serverNow: (answer.reply as { now: number }).now };
}

/**
 * Calls back when the device has slept or its clock was set: then the steady clock may have stood still, and the
 * connection may be dead without knowing.
 */
export function onWake(wake: () => void): () => void {
  let ahead = Date.now() - performance.now();
  const watch = setInterval(() => {
    const nowAhead = Date.now() - performance.now();
    if (Math.abs(nowAhead - ahead) > 1_500) wake();
    ahead = nowAhead;
  }, 2_000);
  return () => clearInterval(watch);
}

const PROBES = 5;
/** Long enough for a poor network; short enough to find out that a connection is dead. */
const PROBE_WITHIN = 4_000;

/** Until the server has been asked, the device's own time is the best guess. */
let reading: ClockReading = {
  offset: Date.now() - performance.now(),
  roundTrip: Number.POSITIVE_INFINITY,
};
