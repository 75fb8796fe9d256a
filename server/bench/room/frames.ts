import { randomBytes } from "node:crypto";
import { connect, type Socket } from "node:net";

/**
 * A WebSocket client reduced to what a load needs (RFC 6455: short text frames out, whole frames in), so that the load
 * does not cost more than the server that it measures.
 */
export interface Wire {
  say(text: string): void;
  /** Stops reading what arrives, as a phone does in a tunnel. */
  pause(): void;
  /** Ends without a word; the peer learns it at once and no port stays taken. */
  cut(): void;
}

export interface Hearing {
  onOpen(): void;
  onFrame(payload: Buffer): void;
  onClose(): void;
}

/** Asks a server for a WebSocket, and hears what comes over it. */
export function openWire(url: URL, cookie: string | null, { onOpen, onFrame, onClose }: Hearing): Wire {
  const socket = connect(Number(url.port), url.hostname);
  socket.setNoDelay(true);
  socket.on("error", () => socket.destroy());
  socket.on("close", onClose);
  socket.write(toRequest(url, cookie));

  let rest: Buffer | null = null;
  let isOpen = false;
  socket.on("data", (chunk) => {
    let heard: Buffer = rest === null ? chunk : Buffer.concat([rest, chunk]);
    rest = null;
    if (!isOpen) {
      const end = heard.indexOf("\r\n\r\n");
      if (end < 0) rest = heard;
      else if (!heard.subarray(0, 12).equals(SWITCHING)) socket.destroy();
      else {
        isOpen = true;
        heard = heard.subarray(end + 4);
        onOpen();
      }
    }
    if (isOpen) rest = readFrames(heard, onFrame);
  });
  return {
    say: (text) => void socket.write(toFrame(text)),
    pause: () => void socket.pause(),
    cut: () => cut(socket),
  };
}

const SWITCHING = Buffer.from("HTTP/1.1 101");
const MASK = randomBytes(4);

function toRequest(url: URL, cookie: string | null): string {
  return [
    `GET ${url.pathname}${url.search} HTTP/1.1`,
    `Host: ${url.host}`,
    "Connection: Upgrade",
    "Upgrade: websocket",
    "Sec-WebSocket-Version: 13",
    `Sec-WebSocket-Key: ${randomBytes(16).toString("base64")}`,
    `Origin: ${url.origin}`,
    ...(cookie === null ? [] : [`Cookie: ${cookie}`]),
    "\r\n",
  ].join("\r\n");
}

function toFrame(text: string): Buffer {
  const { length } = Buffer.from(text);
  const head = length < 126 ? [0x81, 0x80 | length] : [0x81, 0x80 | 126, length >> 8, length & 255];
  const frame = Buffer.concat([Buffer.from(head), MASK, Buffer.from(text)]);
  for (let place = 0, start = frame.length - length; place < length; place++) {
    frame[start + place] = (frame[start + place] as number) ^ (MASK[place & 3] as number);
  }
  return frame;
}

/** Tells every whole frame; answers what is left of one that is not. */
function readFrames(heard: Buffer, onFrame: (payload: Buffer) => void): Buffer | null {
  let at = 0;
  while (heard.length - at >= 2) {
    const short = (heard[at + 1] as number) & 127;
    const head = short < 126 ? 2 : short === 126 ? 4 : 10;
    if (heard.length - at < head) break;
    const length =
      short < 126
        ? short
        : short === 126
          ? heard.readUInt16BE(at + 2)
          : Number(heard.readBigUInt64BE(at + 2));
    if (heard.length - at < head + length) break;
    if (((heard[at] as number) & 15) === 1) onFrame(heard.subarray(at + head, at + head + length));
    at += head + length;
  }
  return at === heard.length ? null : heard.subarray(at);
}

function cut(socket: Socket): void {
  if (!socket.destroyed) socket.resetAndDestroy();
}
