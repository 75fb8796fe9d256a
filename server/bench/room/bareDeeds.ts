import type { IncomingMessage } from "node:http";

/** What a device sends to say something in a room. */
export interface Deed {
  deedId: string;
  kind: string;
  text: string;
}

/** Reads the body of a request, and nothing more. */
export async function readDeed(request: IncomingMessage): Promise<Deed> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString()) as Deed;
}

/** The channel of the room whose door was knocked at. */
export function channelOf(request: IncomingMessage): string {
  return `debriefs:${request.url?.split("/")[3]}`;
}

/** As many bytes as ours tells a room. */
export function toFact(channel: string, seq: number, { deedId, kind, text }: Deed) {
  const at = Date.now();
  const contribution = {
    id: deedId,
    segment: 0,
    kind,
    author: { personId: deedId, name: "Member 1234 of Alder", unit: "" },
    text,
    at,
    isWithdrawn: false,
    isTakeaway: false,
    reactions: { resonates: 0, sayMore: 0 },
    answers: [],
  };
  const roomId = channel.slice("debriefs:".length);
  return { roomId, seq, at, name: "debriefs:contributed", data: { contribution } };
}
