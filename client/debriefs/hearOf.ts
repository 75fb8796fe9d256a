import { socket } from "../live/socket";

/** How many parts of the page listen on each channel: only the last of them leaves it. */
const listening = new Map<string, number>();

/**
 * Listens on a channel that says only that there is something to ask for, and asks; also whenever the connection is back,
 * for no log of it is kept. The answer ends that.
 */
export function hearOf(channel: string, ask: () => void): () => void {
  let isOpen = true;
  const join = async () => {
    const answer = await socket.ask("live:join", { channel, after: null }).catch(() => null);
    if (isOpen && answer?.ok) ask();
  };
  const stop = socket.listen({
    connected: () => void join(),
    fact: (where) => {
      if (where === channel) ask();
    },
  });
  if (socket.isConnected()) void join();
  listening.set(channel, (listening.get(channel) ?? 0) + 1);
  return () => {
    isOpen = false;
    stop();
    const others = (listening.get(channel) ?? 1) - 1;
    listening.set(channel, others);
    if (others > 0) return;
    if (socket.isConnected()) socket.ask("live:leave", { channel }).catch(() => undefined);
  };
}
