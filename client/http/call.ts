import { apiError } from "#shared/http/apiError";
import type { Endpoint, InputOf, ParamsOf, ReplyOf } from "#shared/http/endpoint";
import { PERSON_HEADER } from "#shared/http/personHeader";
import { ApiError } from "./ApiError";

/** What a call needs: the path's params where it has some, the input where the endpoint takes one. */
export type CallOptions<E extends Endpoint> = ([keyof ParamsOf<E>] extends [never]
  ? { params?: undefined }
  : { params: ParamsOf<E> }) &
  (undefined extends InputOf<E> ? { input?: undefined } : { input: InputOf<E> }) & {
    signal?: AbortSignal;
    /** The person for whom it is meant: whoever else is signed in by now, it is refused. */
    as?: string;
    /** Sent to its end also where the page is left meanwhile. For small deeds alone. */
    outlivesPage?: boolean;
  };

type Options<E extends Endpoint> = [keyof ParamsOf<E>] extends [never]
  ? undefined extends InputOf<E>
    ? [options?: CallOptions<E>]
    : [options: CallOptions<E>]
  : [options: CallOptions<E>];

/** After this long without an answer the network counts as gone: nobody waits for ever. */
const PATIENCE = 20_000;

/**
 * Calls an endpoint and gives its reply. Throws an `ApiError`: the server's refusal, or one with the code `offline`
 * when no answer came. An abort by the caller's own signal is thrown as it is.
 */
export async function call<E extends Endpoint>(endpoint: E, ...[options]: Options<E>): Promise<ReplyOf<E>> {
  const { params, input, signal, as, outlivesPage } = (options ?? {}) as {
    params?: Record<string, string>;
    input?: Record<string, unknown>;
    signal?: AbortSignal;
    as?: string;
    outlivesPage?: boolean;
  };
  const isRead = endpoint.method === "GET";
  const path = fillPath(endpoint.path, params ?? {}) + (isRead ? toQuery(input) : "");
  const giveUp = new AbortController();
  const patience = setTimeout(() => giveUp.abort(), PATIENCE);
  const followCaller = () => giveUp.abort();
  signal?.addEventListener("abort", followCaller);
  let response: Response;
  let text: string;
  try {
    response = await fetch(path, {
      method: endpoint.method,
      credentials: "same-origin",
      headers: {
        ...(isRead ? { accept: "application/json" } : { "content-type": "application/json" }),
        ...(as === undefined ? {} : { [PERSON_HEADER]: as }),
      },
      body: isRead ? undefined : JSON.stringify(input ?? {}),
      signal: giveUp.signal,
      keepalive: outlivesPage ?? false,
    });
    text = await response.text();
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new ApiError(0, { code: "offline", message: "The server cannot be reached." });
  } finally {
    clearTimeout(patience);
    signal?.removeEventListener("abort", followCaller);
  }
  if (response.ok) return parse(text) as ReplyOf<E>;
  const refusal = toRefusal(response, text);
  if (refusal.code === "signInNeeded") tellSignInNeeded();
  throw refusal;
}

/** Hears of every answer that says that nobody is signed in (any more). Gives back how to stop hearing. */
export function onSignInNeeded(listener: () => void): () => void {
  signInListeners.add(listener);
  return () => signInListeners.delete(listener);
}

/** Tells them; for those who learn it otherwise than by a call. */
export function tellSignInNeeded(): void {
  for (const listener of signInListeners) listener();
}

const signInListeners = new Set<() => void>();

function fillPath(path: string, params: Record<string, string>): string {
  return path.replace(/:([A-Za-z]+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ""));
}

function toQuery(input: Record<string, unknown> | undefined): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(input ?? {})) {
    if (value !== undefined && value !== null) query.set(name, String(value));
  }
  return query.size > 0 ? `?${query}` : "";
}

function toRefusal(response: Response, text: string): ApiError {
  const body = apiError.safeParse(parse(text));
  if (body.success) return new ApiError(response.status, body.data);
  // A proxy or a firewall answered in the server's place.
  const code = response.status >= 500 ? "unavailable" : "internal";
  return new ApiError(response.status, { code, message: "The server gave an answer that is not its own." });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON: the caller sees a refusal, or an empty reply where nothing was promised.
    return {};
  }
}
