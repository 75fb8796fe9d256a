import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";

/** The network between one browser and the server: a wire that can be cut, and made deaf, without either side's doing. */
export class Relay {
  private readonly wires = new Set<Socket>();
  private readonly listener: Server;
  private state: "open" | "cut" | "deaf" = "open";

  private constructor(target: string) {
    const { port } = new URL(target);
    this.listener = createServer((browser) => this.carry(browser, Number(port)));
  }

  static async to(target: string): Promise<Relay> {
    const relay = new Relay(target);
    relay.listener.listen(0, "127.0.0.1");
    await once(relay.listener, "listening");
    return relay;
  }

  /** Where the browser finds the site. */
  get origin(): string {
    return `http://localhost:${(this.listener.address() as AddressInfo).port}`;
  }

  /** Nothing gets through anymore, as in a concrete hall. */
  cut(): void {
    this.state = "cut";
    this.hangUp();
  }

  /** What the browser says still arrives, but it hears no answer; so it cannot know. */
  deafen(): void {
    this.state = "deaf";
  }

  mend(): void {
    if (this.state === "deaf") this.hangUp();
    this.state = "open";
  }

  close(): void {
    this.cut();
    this.listener.close();
  }

  private carry(browser: Socket, port: number): void {
    if (this.state === "cut") return void browser.destroy();
    const server = connect(port, "127.0.0.1");
    for (const [wire, other] of [
      [browser, server],
      [server, browser],
    ] as const) {
      this.wires.add(wire);
      wire.on("error", () => wire.destroy());
      wire.on("close", () => {
        this.wires.delete(wire);
        other.destroy();
      });
    }
    browser.on("data", (chunk) => server.write(chunk));
    server.on("data", (chunk) => this.state !== "deaf" && browser.write(chunk));
  }

  private hangUp(): void {
    for (const wire of this.wires) wire.resetAndDestroy();
  }
}
