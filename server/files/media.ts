import { endsAsArchive } from "./archiveEnd";
import { NotTaken } from "./notTaken";

/** Expects a recording whose parts fill it from beginning to end, so that nothing else hides behind it. */
export function expectWholeRecording(bytes: Buffer, type: string): void {
  const isWhole = checks[type]?.(bytes) ?? false;
  if (!isWhole || endsAsArchive(bytes)) throw new NotTaken("mediaBroken");
}

const checks: Record<string, (bytes: Buffer) => boolean> = {
  "audio/mpeg": beginsWithFrames,
  "audio/mp4": isFilledByBoxes,
  "video/mp4": isFilledByBoxes,
  "audio/ogg": isFilledByPages,
  "video/webm": (bytes) => bytes.indexOf(SEGMENT) !== -1,
};

const SEGMENT = Buffer.from([0x18, 0x53, 0x80, 0x67]);

/** After its tags an MP3 is frames, of which each says where the next begins; the tag says how long it is itself. */
function beginsWithFrames(bytes: Buffer): boolean {
  let at = 0;
  while (bytes.subarray(at, at + 3).toString("latin1") === "ID3" && at + 10 < bytes.length) {
    const size = [6, 7, 8, 9].reduce((sum, place) => (sum << 7) | (bytes[at + place]! & 0x7f), 0);
    at += 10 + size;
  }
  const padding = Math.min(bytes.length, at + 4_096);
  while (at < padding && bytes[at] === 0) at += 1;
  const first = frameLength(bytes, at);
  return first > 0 && frameLength(bytes, at + first) > 0;
}

/** How long the frame of layer III is that begins there; 0 where none does. */
function frameLength(bytes: Buffer, at: number): number {
  if (at + 4 > bytes.length) return 0;
  const head = bytes.readUInt32BE(at);
  const [version, layer, rate, hertz] = [
    (head >>> 19) & 3,
    (head >>> 17) & 3,
    (head >>> 12) & 15,
    (head >>> 10) & 3,
  ];
  if (head >>> 21 !== 0x7ff || version === 1 || layer !== 1 || rate === 0 || rate === 15 || hertz === 3)
    return 0;
  const isFirst = version === 3;
  const bits = (isFirst ? RATES : LOW_RATES)[rate]! * 1_000;
  const samples = HERTZ[hertz]! / (isFirst ? 1 : version === 2 ? 2 : 4);
  return Math.floor(((isFirst ? 144 : 72) * bits) / samples) + ((head >>> 9) & 1);
}

const RATES = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
const LOW_RATES = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
const HERTZ = [44_100, 48_000, 32_000];

/** Boxes one after the other, each of the length that it says, the last ending with the file. */
function isFilledByBoxes(bytes: Buffer): boolean {
  const kinds = new Set<string>();
  let at = 0;
  while (at + 8 <= bytes.length) {
    let size = bytes.readUInt32BE(at);
    const kind = bytes.subarray(at + 4, at + 8).toString("latin1");
    if (size === 1 && at + 16 <= bytes.length) size = Number(bytes.readBigUInt64BE(at + 8));
    if (size === 0) size = bytes.length - at;
    if (size < 8 || !/^[\w ©-]{4}$/.test(kind)) return false;
    kinds.add(kind);
    at += size;
  }
  return at === bytes.length && kinds.has("ftyp") && kinds.has("moov");
}

function isFilledByPages(bytes: Buffer): boolean {
  let at = 0;
  while (at + 27 <= bytes.length) {
    if (bytes.subarray(at, at + 4).toString("latin1") !== "OggS") return false;
    const segments = bytes[at + 26]!;
    const table = bytes.subarray(at + 27, at + 27 + segments);
    at += 27 + segments + table.reduce((sum, length) => sum + length, 0);
  }
  return at === bytes.length;
}
