import { decode, decodeCommand, RawDoc } from "./decode";
import { encode } from "./encode";
import type { Doc } from "./values";

export const opReply = 1;
export const opQuery = 2004;
export const opMessage = 2013;
/** No message is longer; a header that says so is the beginning of something else. */
export const longestMessage = 48_000_000 + 16_384;

const checksumPresent = 1;
const moreToCome = 2;

/** A command as it came over the wire. */
export interface Message {
  requestId: number;
  opCode: number;
  body: Doc;
  documents: RawDoc[];
  wantsReply: boolean;
}

/** Cuts a stream of bytes into messages. Throws if it is none. */
export class Framer {
  private chunks: Buffer[] = [];
  private length = 0;
  private wanted = 16;

  push(chunk: Buffer): Buffer[] {
    this.chunks.push(chunk);
    this.length += chunk.length;
    const messages: Buffer[] = [];
    while (this.length >= this.wanted) {
      const all = this.chunks.length === 1 ? this.chunks[0]! : Buffer.concat(this.chunks, this.length);
      const size = all.readInt32LE(0);
      if (size < 16 || size > longestMessage) throw new Error(`A message of ${size} bytes`);
      if (all.length < size) {
        this.chunks = [all];
        this.wanted = size;
        return messages;
      }
      this.wanted = 16;
      this.length = all.length - size;
      this.chunks = this.length > 0 ? [all.subarray(size)] : [];
      messages.push(this.length > 0 ? all.subarray(0, size) : all);
    }
    return messages;
  }
}

/** Reads an OP_MSG, or the OP_QUERY with which old handshakes begin. Throws on anything else. */
export function readMessage(bytes: Buffer): Message {
  const requestId = bytes.readInt32LE(4);
  const opCode = bytes.readInt32LE(12);
  if (opCode === opQuery) return readQuery(bytes, requestId);
  if (opCode !== opMessage) throw new Error(`Operation ${opCode} is not supported`);
  const flags = bytes.readUInt32LE(16);
  if ((flags & 0xffff & ~(checksumPresent | moreToCome)) !== 0) throw new Error("Unknown flags");
  const end = bytes.length - (flags & checksumPresent ? 4 : 0);
  let body: Doc | undefined;
  let documents: RawDoc[] = [];
  const sequences: [string, Doc[]][] = [];
  let position = 20;
  while (position < end) {
    const kind = bytes[position++];
    const size = bytes.readInt32LE(position);
    if (size < 5 || position + size > end) throw new Error("A section reaches beyond its message");
    const section = bytes.subarray(position, position + size);
    position += size;
    if (kind === 0) {
      const command = decodeCommand(section);
      body = command.body;
      if (command.documents) documents = command.documents;
    } else if (kind === 1) {
      const nameEnd = section.indexOf(0, 4);
      const name = section.toString("latin1", 4, nameEnd);
      const raws = readSequence(section, nameEnd + 1);
      if (name === "documents") documents = raws;
      else sequences.push([name, raws.map((raw) => decode(raw.bytes))]);
    } else throw new Error(`Unknown section kind ${kind}`);
  }
  if (!body) throw new Error("A message without a body");
  for (const [name, docs] of sequences) body.set(name, docs);
  return { requestId, opCode, body, documents, wantsReply: (flags & moreToCome) === 0 };
}

function readSequence(section: Buffer, start: number): RawDoc[] {
  const raws: RawDoc[] = [];
  let position = start;
  while (position < section.length) {
    const size = section.readInt32LE(position);
    if (size < 5 || position + size > section.length)
      throw new Error("A document reaches beyond its section");
    raws.push(new RawDoc(section.subarray(position, position + size)));
    position += size;
  }
  return raws;
}

function readQuery(bytes: Buffer, requestId: number): Message {
  const nameEnd = bytes.indexOf(0, 20);
  if (nameEnd < 0) throw new Error("A query without a collection");
  const namespace = bytes.toString("latin1", 20, nameEnd);
  const body = decode(bytes, nameEnd + 9);
  body.set("$db", namespace.split(".")[0]!);
  return { requestId, opCode: opQuery, body, documents: [], wantsReply: true };
}

let nextRequestId = 1;

/** Writes the reply to a message, in the form in which it was asked. */
export function writeReply(message: Message, reply: Record<string, unknown>): Buffer {
  const isQuery = message.opCode === opQuery;
  const prefix = isQuery ? 36 : 21;
  const bytes = encode(reply, prefix);
  bytes.writeInt32LE(bytes.length, 0);
  bytes.writeInt32LE(nextRequestId, 4);
  nextRequestId = (nextRequestId + 1) & 0x7fffffff;
  bytes.writeInt32LE(message.requestId, 8);
  if (isQuery) {
    bytes.writeInt32LE(opReply, 12);
    bytes.writeInt32LE(8, 16);
    bytes.fill(0, 20, 32);
    bytes.writeInt32LE(1, 32);
  } else {
    bytes.writeInt32LE(opMessage, 12);
    bytes.writeUInt32LE(0, 16);
    bytes[20] = 0;
  }
  return bytes;
}
