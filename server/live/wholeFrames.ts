import type { Server } from "socket.io";

/** Somewhere to be heard by name. */
interface Heard {
  name: string;
}

interface Packet {
  data?: unknown[];
}

interface Encoding {
  /** Makes a broadcast's packets and, where it fits one WebSocket frame, that frame: a head and a body. */
  _encode?: (packet: Packet, options: Options) => unknown[];
}

interface Options {
  wsPreEncodedFrame?: Uint8Array[];
}

/** Marks a broadcast that stands for several events. It is taken apart before it is encoded and never sent itself. */
const TOGETHER = "live:together";
/** Between the packets of a polled answer: the separator of Engine.IO 4, and the type of a message. */
const NEXT = "\x1e4";

/**
 * Has every broadcast handed to its sockets in one piece instead of a head and a body, and events that are told together
 * in one piece too: handing over is most of what telling a room costs, and costs the same for one event and for ten.
 * Rests on how Socket.IO's adapters prepare a broadcast; where one prepares it otherwise, it is told as that one does.
 */
export function sendWholeFrames(io: Server): void {
  const adapter = io.of("/").adapter as unknown as Encoding;
  const encode = adapter._encode?.bind(adapter);
  if (encode === undefined) return;
  adapter._encode = (packet, options) => {
    const packets = apart(packet).map((each) => {
      const own: Options = { ...options };
      return { texts: encode(each, own), frame: own.wsPreEncodedFrame };
    });
    const frames = packets.flatMap(({ frame }) => frame ?? []);
    const texts = packets.flatMap((each) => each.texts);
    if (packets.some(({ frame }) => frame === undefined)) return texts;
    options.wsPreEncodedFrame = [Buffer.concat(frames)];
    return [texts.join(NEXT)];
  };
  together.add(io);
}

/** Emits to everyone in a channel what has happened, in one piece where the server can; each is heard by its own name. */
export function emitTogether(io: Server, channel: string, told: readonly Heard[]): void {
  if (told.length > 1 && together.has(io)) io.to(channel).emit(TOGETHER, ...told);
  else for (const each of told) io.to(channel).emit(each.name, each);
}

/** Servers whose broadcasts can stand for several events. */
const together = new WeakSet<Server>();

function apart(packet: Packet): Packet[] {
  const [name, ...told] = packet.data ?? [];
  if (name !== TOGETHER) return [packet];
  return (told as Heard[]).map((each) => ({ ...packet, data: [each.name, each] }));
}
