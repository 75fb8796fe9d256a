import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const LATER_CLOCK = `--import=${new URL("./laterClock.mjs", import.meta.url).href}`;
/** It lives too short for what the optimizing compiler would take a fifth of its start to gain. */
const FLAGS = ["--no-opt"];
/** Far more than it needs, on a machine that does other things as well. */
const PATIENCE = 30_000;

interface ServerOptions {
  isDemo: boolean;
  template?: string | undefined;
  publicUrl?: string;
}

/** The built server, as `npm start` runs it, on data of its own. */
export class Server {
  origin = "";
  /** By how many milliseconds its clock is ahead, from its next start on. */
  ahead = 0;
  readonly dataDirectory = mkdtempSync(join(tmpdir(), "throughline-e2e-"));
  private readonly isDemo: boolean;
  private readonly publicUrl: string | undefined;
  private process: ChildProcess | null = null;
  /** Every process group that was begun, for whatever one that was killed may have left. */
  private readonly groups: number[] = [];
  private said: string[] = [];

  /** `template` holds what the data begin with: those of a server that was stopped; `publicUrl`, where a proxy listens. */
  constructor({ isDemo, template, publicUrl }: ServerOptions) {
    this.isDemo = isDemo;
    this.publicUrl = publicUrl;
    if (template !== undefined) cpSync(template, this.dataDirectory, { recursive: true });
  }

  /** Starts it and waits for the address that it prints. Once it has had a port, it is started at that one. */
  async start(): Promise<void> {
    const args = [...FLAGS, "dist/server/main.js", ...(this.isDemo ? ["--demo"] : [])];
    const started = spawn(process.execPath, args, {
      cwd: root,
      env: {
        PATH: process.env.PATH,
        PORT: this.origin === "" ? "0" : new URL(this.origin).port,
        DATA_DIR: this.dataDirectory,
        LOG_LEVEL: "warn",
        ...(this.ahead === 0 ? {} : { NODE_OPTIONS: LATER_CLOCK, CLOCK_AHEAD: String(this.ahead) }),
        ...(this.publicUrl === undefined ? {} : { PUBLIC_URL: this.publicUrl }),
      },
      stdio: ["ignore", "pipe", "pipe"],
      // A group of its own, so that whatever it leaves behind can be ended with it.
      detached: true,
    });
    this.process = started;
    if (started.pid !== undefined) this.groups.push(started.pid);
    this.origin = await new Promise<string>((resolve, reject) => {
      const giveUp = () => reject(new Error(`The server did not start:\n${this.said.join("")}`));
      const timer = setTimeout(giveUp, PATIENCE);
      const listen = (chunk: Buffer) => {
        this.said.push(chunk.toString());
        const [, address] = /Throughline is at (http:\S+)/.exec(this.said.join("")) ?? [];
        if (address === undefined) return;
        clearTimeout(timer);
        resolve(address);
      };
      started.stdout.on("data", listen);
      started.stderr.on("data", listen);
      started.once("exit", giveUp);
    });
    started.removeAllListeners("exit");
  }

  /** Ends it as a power cut does: nothing is told to it, and nothing is written down first. */
  async killHard(): Promise<void> {
    await this.end("SIGKILL");
    this.said = [];
  }

  /** Ends it as a person at the terminal does. */
  async stop(): Promise<void> {
    await this.end("SIGTERM");
  }

  /** Everything that it said since it was started. */
  get log(): string {
    return this.said.join("");
  }

  /** Ends it, and whatever it began, and leaves nothing behind. */
  async remove(): Promise<void> {
    await this.end("SIGKILL");
    for (const group of this.groups) {
      try {
        process.kill(-group, "SIGKILL");
      } catch {
        // Nobody of the group is left.
      }
    }
    rmSync(this.dataDirectory, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }

  private async end(signal: "SIGTERM" | "SIGKILL"): Promise<void> {
    const ending = this.process;
    this.process = null;
    if (ending === null || ending.exitCode !== null || ending.signalCode !== null) return;
    const gone = once(ending, "exit");
    ending.kill(signal);
    await gone;
  }
}
