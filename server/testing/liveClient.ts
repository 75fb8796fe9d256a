import { io, type ManagerOptions, type Socket, type SocketOptions } from "socket.io-client";
import type { LiveAnswer, LiveMessageName } from "#shared/live/live.contract";

/** Something that the socket heard. */
export interface Frame {
  name: string;
  payload: unknown;
}

/** How long a test waits for what it says will come, in milliseconds. */
const PATIENCE = 15_000;

/** A browser's socket in a test: it keeps all that it hears, and waits for facts instead of for time. */
export class LiveClient {
  readonly heard: Frame[] = [];
  readonly socket: Socket;
  /** Why the server cut the connection, once it has. */
  readonly cut: Promise<string>;
  readonly #waiting = new Set<() => void>();

  private constructor(origin: string, cookie: string, options: Partial<ManagerOptions & SocketOptions>) {
    this.socket = io(origin, {
      transports: ["websocket"],
      forceNew: true,
      reconnection: false,
      extraHeaders: cookie ? { cookie } : {},
      ...options,
    });
    this.socket.onAny((name: string, payload: unknown) => {
      this.heard.push({ name, payload });
      for (const look of [...this.#waiting]) look();
    });
    this.cut = new Promise((resolve) => this.socket.on("disconnect", (reason) => resolve(reason)));
  }

  /** Connects, or throws an error whose message is the code of the refusal. */
  static async connect(
    origin: string,
    cookie: string,
    options: Partial<ManagerOptions & SocketOptions> = {},
  ): Promise<LiveClient> {
    const client = new LiveClient(origin, cookie, options);
    await new Promise<void>((resolve, reject) => {
      client.socket.once("connect", resolve);
      client.socket.once("connect_error", (error) => {
        client.close();
        reject(error);
      });
    });
    return client;
  }

  /** Says something and answers the acknowledgement. */
  async say(name: LiveMessageName, input: unknown): Promise<LiveAnswer> {
    return await this.socket.timeout(PATIENCE).emitWithAck(name, input);
  }

  /** Enters a channel; throws the code where it is refused. */
  async join<View = unknown, Fact = unknown>(
    channel: string,
    after: number | null = null,
  ): Promise<{ view: View | null; facts: Fact[] }> {
    const answer = await this.say("live:join", { channel, after });
    if (!answer.ok) throw new Error(answer.error.code);
    return answer.reply as { view: View | null; facts: Fact[] };
  }

  /** The first frame that fits, heard already or still to come. */
  async hears(name: string, fits: (payload: never) => boolean = () => true): Promise<unknown> {
    const find = () => this.heard.find((frame) => frame.name === name && fits(frame.payload as never));
    await this.until(() => find() !== undefined, name);
    return find()?.payload;
  }

  /** Waits until something is so, looking again with every frame. */
  async until(isSo: () => boolean, what = "what was awaited"): Promise<void> {
    if (isSo()) return;
    await new Promise<void>((resolve, reject) => {
      const giveUp = setTimeout(() => {
        this.#waiting.delete(look);
        reject(new Error(`${what} was not heard; heard ${this.heard.map(({ name }) => name).join(", ")}`));
      }, PATIENCE);
      const look = () => {
        if (!isSo()) return;
        clearTimeout(giveUp);
        this.#waiting.delete(look);
        resolve();
      };
      this.#waiting.add(look);
    });
  }

  /** The facts heard, without presence. */
  get facts(): Frame[] {
    return this.heard.filter(({ name }) => !name.startsWith("live:"));
  }

  close(): void {
    this.socket.disconnect();
  }
}
