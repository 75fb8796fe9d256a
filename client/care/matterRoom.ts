import { createStore, type StoreApi } from "zustand/vanilla";
import type { PersonMark } from "#shared/people/people.contract";
import type { Transport } from "../live/transport";

/** A report or an appeal that is on the screen: who looks at it, and the connection by which one hears of it. */
export interface MatterRoom {
  store: StoreApi<{ lookers: readonly PersonMark[] }>;
  /** Hears of it until the answer is called. */
  open(): () => void;
  /** Tells the others that one looks at it, or no more; told again whenever the connection is back. */
  look(isLooking: boolean): void;
}

/** What has changed: what is noted, or whether and where it lies open. */
type Changed = "notes" | "lying";

/** Makes the room of one thing. Nothing happens before `open`. */
export function createMatterRoom(
  matterId: string,
  transport: Transport,
  onChanged: (of: Changed) => void,
): MatterRoom {
  const channel = `care:${matterId}`;
  const store = createStore<{ lookers: readonly PersonMark[] }>(() => ({ lookers: [] }));
  let isOpen = false;
  let isIn = false;
  let isLooking = false;

  const say = () => {
    if (isIn) transport.ask("live:look", { channel, isLooking }).catch(ignore);
  };
  const join = async () => {
    const answer = await transport.ask("live:join", { channel, after: null }).catch(() => null);
    if (!isOpen || !answer?.ok) return;
    isIn = true;
    if (isLooking) say();
    // What was noted while nobody here heard of it.
    onChanged("notes");
  };
  return {
    store,
    open: () => {
      isOpen = true;
      const stop = transport.listen({
        connected: () => void join(),
        lost: () => {
          isIn = false;
          store.setState({ lookers: [] });
        },
        fact: (where, { data }) => {
          if (where === channel) onChanged((data as { of: Changed }).of);
        },
        presence: ({ channel: where, people }) => {
          if (where === channel) store.setState({ lookers: people ?? [] });
        },
      });
      if (transport.isConnected()) void join();
      return () => {
        stop();
        isOpen = false;
        isIn = false;
        store.setState({ lookers: [] });
        if (transport.isConnected()) transport.ask("live:leave", { channel }).catch(ignore);
      };
    },
    look: (isNow) => {
      if (isLooking === isNow) return;
      isLooking = isNow;
      say();
    },
  };
}

function ignore(): void {
  // The server notices by itself when the connection ends.
}
