import type { Server } from "socket.io";
import { handOver, type Line } from "./handOver";

/** Somewhere to be heard by name. */
interface Heard {
  name: string;
}

interface Packet {
  data?: unknown[];
  nsp?: string;
}

interface Options {
  preEncoded: boolean;
  volatile: boolean | undefined;
  compress: boolean | undefined;
  wsPreEncodedFrame?: Uint8Array[];
}

/** Whoever hears a broadcast. */
interface Hearer {
  conn: Line;
  client: { writeToEngine(packets: readonly unknown[], options: Options): void };
}

type Audience = { flags?: { volatile?: boolean; compress?: boolean } };

/** What Socket.IO's adapters in memory do a broadcast with. */
interface Broadcasting {
  broadcast(packet: Packet, to: Audience): void;
  /** Makes a broadcast's packets and, where it fits one WebSocket frame, that frame: a head and a body. */
  _encode?: (packet: Packet, options: Options) => unknown[];
  apply?: (to: Audience, tell: (hearer: Hearer) => void) => void;
}

/** Marks a broadcast that stands for several events. It is taken apart before it is encoded and never sent itself. */
const TOGETHER = "live:together";
/** Between the packets of a polled answer: the separator of Engine.IO 4, and the type of a message. */
const NEXT = "\x1e4";

/**
 * Has every broadcast handed to its sockets in one piece instead of a head and a body, events that are told together in
 * one piece too, and past Engine.IO where nothing waits there: handing over is most of what telling a room costs, and
 * costs the same for one event and for ten. Rests on how Socket.IO's adapter in memory broadcasts; where one does
 * otherwise, it is told as that one does.
 */
export function sendWholeFrames(io: Server): void {
  const namespace = io.of("/");
  const adapter = namespace.adapter as unknown as Broadcasting;
  const encode = adapter._encode?.bind(adapter);
  const apply = adapter.apply?.bind(adapter);
  if (encode === undefined || apply === undefined) return;
  adapter.broadcast = (packet, to) => {
    const { volatile, compress } = to.flags ?? {};
    const options: Options = { preEncoded: true, volatile, compress };
    const texts = encodeWhole(encode, { ...packet, nsp: namespace.name }, options);
    const [frame] = options.wsPreEncodedFrame ?? [];
    apply(to, ({ conn, client }) => {
      if (frame === undefined || !handOver(conn, frame)) client.writeToEngine(texts, options);
    });
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

/** The texts of a broadcast; in the options its frames as one, where each of its packets fits one. */
function encodeWhole(encode: NonNullable<Broadcasting["_encode"]>, packet: Packet, options: Options) {
  const packets = apart(packet).map((each) => {
    const own: Options = { ...options };
    return { texts: encode(each, own), frame: own.wsPreEncodedFrame };
  });
  const texts = packets.flatMap((each) => each.texts);
  if (packets.some(({ frame }) => frame === undefined)) return texts;
  options.wsPreEncodedFrame = [Buffer.concat(packets.flatMap(({ frame }) => frame ?? []))];
  return [texts.join(NEXT)];
}

function apart(packet: Packet): Packet[] {
  const [name, ...told] = packet.data ?? [];
  if (name !== TOGETHER) return [packet];
  return (told as Heard[]).map((each) => ({ ...packet, data: [each.name, each] }));
}
