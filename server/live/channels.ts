import { notFound } from "#server/errors";
import type { Id } from "#shared/ids";
import type { Viewer } from "#shared/people/viewer";

/** What somebody who enters a channel is handed: a view, or the facts that they missed. */
export interface Reading {
  view: unknown;
  facts: unknown[];
}

/** A kind of room that can be listened to, given by its feature's `.live.ts`. */
export interface Channel {
  /** The feature's name: the part of a channel's name before the colon. */
  feature: string;
  /**
   * What those who are in the room are told of each other: who is here, or how many are; where to hear is not to be
   * there, who of them looks at what it is about; one's own channel tells nothing.
   */
  tells: "people" | "count" | "lookers" | "nothing";
  /** Finds the room from the viewer and asks the policy; throws where either says no. */
  admit(viewer: Viewer, roomId: Id): Promise<void>;
  /** Reads the room as it is now; called once the socket hears, so that nothing falls between. */
  read(roomId: Id, after: number | null): Promise<Reading>;
  /** Notes that somebody came in. */
  arrive(viewer: Viewer, roomId: Id): Promise<void>;
}

/** The channels that the app's features offer, by feature. */
export class Channels {
  readonly #byFeature = new Map<string, Channel>();

  constructor(channels: readonly Channel[]) {
    for (const channel of channels) this.#byFeature.set(channel.feature, channel);
  }

  /** The channel kind behind a name such as `debriefs:01h…`, with the room's id; notFound where no feature offers it. */
  find(name: string): { channel: Channel; roomId: Id } {
    const [feature = "", roomId = ""] = name.split(":");
    const channel = this.#byFeature.get(feature);
    if (channel === undefined) throw notFound();
    return { channel, roomId };
  }
}
