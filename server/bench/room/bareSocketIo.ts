import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Server } from "socket.io";
import { channelOf, readDeed, toFact } from "./bareDeeds";
import { openFlushed } from "./flushed";

/**
 * What ours is compared with: a Socket.IO server as its own pages show it. It speaks ours' messages, so that the same
 * load drives both and the same bytes travel. It asks nobody who they are, checks nothing and keeps nothing; only to
 * measure what a flushed write costs does it make one, with the path of a folder as its argument.
 */
const [folder] = process.argv.slice(2);
const flushed = folder === undefined ? null : openFlushed(folder);
const seqs = new Map<string, number>();
const writing = new Map<string, Set<string>>();

const http = createServer(async (request, response) => {
  const deed = await readDeed(request);
  const channel = channelOf(request);
  const fact = toFact(channel, nextSeq(channel), deed);
  await flushed?.write(deed.deedId, fact);
  io.to(channel).emit(fact.name, fact);
  response.setHeader("Content-Type", "application/json").end(JSON.stringify(fact));
});
const io = new Server(http, { transports: ["websocket"], perMessageDeflate: false, serveClient: false });

io.on("connection", (socket) => {
  socket.on("live:join", async ({ channel }: { channel: string }, acknowledge) => {
    await socket.join(channel);
    acknowledge({ ok: true, reply: { view: null, facts: [] } });
  });
  socket.on("live:write", ({ channel, isWriting }: { channel: string; isWriting: boolean }, acknowledge) => {
    const writers = writing.get(channel) ?? new Set();
    writing.set(channel, writers);
    if (isWriting) writers.add(socket.id);
    else writers.delete(socket.id);
    io.to(channel).volatile.emit("live:presence", { channel, here: 0, people: null, writing: writers.size });
    acknowledge({ ok: true, reply: {} });
  });
});
http.listen({ port: 0, host: "127.0.0.1", backlog: 4_096 }, () => {
  console.log(`listening on ${(http.address() as AddressInfo).port}`);
});
process.on("SIGTERM", () => process.exit(0));

function nextSeq(channel: string): number {
  const seq = (seqs.get(channel) ?? 0) + 1;
  seqs.set(channel, seq);
  return seq;
}
