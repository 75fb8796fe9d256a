import { Agent, request as httpRequest, type IncomingHttpHeaders } from "node:http";
import type { ApiErrorBody } from "#shared/http/apiError";
import type { Endpoint, InputOf, ParamNames, ReplyOf } from "#shared/http/endpoint";

/** What came back over HTTP. */
export interface Answer<Body = unknown> {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
  body: Body;
  /** As it came, for what is no text. */
  bytes: Buffer;
}

export interface RawRequest {
  method?: string;
  headers?: Record<string, string>;
  /** Sent as it is when it is a string or bytes, else as JSON. */
  body?: unknown;
}

type Given<E extends Endpoint> = ([ParamNames<E["path"]>] extends [never]
  ? { params?: undefined }
  : { params: Record<ParamNames<E["path"]>, string> }) &
  ([InputOf<E>] extends [undefined] ? { input?: undefined } : { input: InputOf<E> });

/** A browser as far as HTTP goes: it keeps its cookies and says from which page it asks. */
export class HttpClient {
  readonly #agent = new Agent({ keepAlive: true });
  readonly #cookies = new Map<string, string>();

  constructor(readonly origin: string) {}

  /** What the browser would send in its `Cookie` header; empty for a stranger. */
  get cookie(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  }

  set cookie(header: string) {
    this.#cookies.clear();
    for (const pair of header.split("; ").filter(Boolean)) this.#keep(pair);
  }

  /** Goes through a door and answers the reply; throws the refusal where there is one. */
  async do<E extends Endpoint>(door: E, given: Given<E>): Promise<ReplyOf<E>> {
    const answer = await this.try(door, given);
    if (answer.status !== 200) throw new Refused(answer as Answer<ApiErrorBody>, door);
    return answer.body as ReplyOf<E>;
  }

  /** Goes through a door and answers whatever came back. */
  async try<E extends Endpoint>(door: E, { params, input }: Given<E>): Promise<Answer<ApiErrorBody>> {
    return (await this.send(door, params ?? {}, input)) as Answer<ApiErrorBody>;
  }

  /** Sends any params and input to a door, also those that its contract refuses. */
  async send(door: Endpoint, params: Record<string, string>, input: unknown, headers = {}): Promise<Answer> {
    const path = door.path.replace(/:(\w+)/g, (_whole, name: string) =>
      encodeURIComponent(params[name] ?? ""),
    );
    if (door.bytes === "in") {
      const named = { origin: this.origin, ...(input as Record<string, string>), ...headers };
      return await this.raw(path, { method: door.method, headers: named, body: bodyOf(door) });
    }
    if (door.method !== "GET") {
      return await this.raw(path, {
        method: door.method,
        headers: { origin: this.origin, "content-type": "application/json", ...headers },
        body: input ?? {},
      });
    }
    const query = new URLSearchParams(
      Object.entries((input ?? {}) as Record<string, unknown>).map(([name, value]) => [name, String(value)]),
    ).toString();
    return await this.raw(query ? `${path}?${query}` : path, { headers });
  }

  /** Sends exactly that. */
  async raw(path: string, { method = "GET", headers = {}, body }: RawRequest = {}): Promise<Answer> {
    const isRaw = body === undefined || typeof body === "string" || body instanceof Uint8Array;
    const payload = isRaw ? body : JSON.stringify(body);
    const cookie = this.cookie;
    return await new Promise((resolve, reject) => {
      const request = httpRequest(new URL(path, this.origin), {
        method,
        agent: this.#agent,
        headers: {
          ...(cookie ? { cookie } : {}),
          ...(payload === undefined ? {} : { "content-length": String(Buffer.byteLength(payload)) }),
          ...headers,
        },
      });
      request.once("error", reject);
      request.once("response", (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.once("error", reject);
        response.once("end", () => {
          for (const set of response.headers["set-cookie"] ?? []) this.#keep(set.split(";")[0] as string);
          const bytes = Buffer.concat(chunks);
          const text = bytes.toString();
          const { statusCode: status = 0, headers } = response;
          resolve({ status, headers, text, body: parse(text), bytes });
        });
      });
      request.end(payload);
    });
  }

  close(): void {
    this.#agent.destroy();
  }

  #keep(pair: string): void {
    const [name = "", ...value] = pair.split("=");
    if (value.join("=") === "") this.#cookies.delete(name);
    else this.#cookies.set(name, value.join("="));
  }
}

/** A refusal, as an error that a test can look into. */
export class Refused extends Error {
  readonly status: number;
  readonly code: string;

  constructor(
    readonly answer: Answer<ApiErrorBody>,
    door: Endpoint,
  ) {
    super(`${door.method} ${door.path} was answered ${answer.status} ${answer.text.slice(0, 300)}`);
    this.status = answer.status;
    this.code = answer.body?.code;
  }
}

/** Whoever sends anything to a door that takes bytes sends a few. */
function bodyOf({ method }: Endpoint): string | undefined {
  return method === "PATCH" ? "some bytes" : undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Pages are not JSON; whoever asked for one reads `text`.
    return undefined;
  }
}
