import type { Request, RequestHandler, Response, Router } from "express";
import * as z from "zod/mini";
import { inTime } from "#server/database/patience";
import { invalid, Refusal, signInNeeded, unverified } from "#server/errors";
import type { Endpoint, InputOf, ParamsOf, ReplyOf, Schema } from "#shared/http/endpoint";
import { PERSON_HEADER } from "#shared/http/personHeader";
import { idSchema } from "#shared/ids";
import { isAnyone } from "#shared/people/people.policy";
import type { Viewer } from "#shared/people/viewer";
import { cutterOf } from "./cut";
import { viewerOf } from "./viewer";

/** What a command behind a door is given. */
export interface Call<E extends Endpoint> {
  viewer: Viewer;
  params: ParamsOf<E>;
  input: InputOf<E>;
  request: Request;
  response: Response;
}

/** Nobody looks at a spinner without an end, whatever a command waits for. In milliseconds. */
const LONGEST_ANSWER = 30_000;

/** Every door that has been opened on a router, for the boot check, the API document and the authorization matrix. */
const mounted = new WeakMap<Router, Endpoint[]>();

/** What a request brings to a door. */
interface Asked {
  request: Request;
  response: Response;
  params: Record<string, string>;
  input: unknown;
}

/** What a page may ask of a door. */
export interface Question {
  params?: Record<string, string>;
  input?: Record<string, unknown>;
}

/** Asks a door in the name of whoever asks for a page. */
export type Ask = <E extends Endpoint>(door: E, question: Question) => Promise<ReplyOf<E>>;

/** How the doors of a router reply, with nothing but what they may. */
const replying = new WeakMap<Router, Map<Endpoint, (asked: Asked) => Promise<unknown>>>();

/**
 * Asks the doors of these routers on behalf of a page that shows what they reply: who passes, what is refused and what
 * may leave is decided by the door itself, as it is for a request of its own.
 */
export function askThrough(routers: readonly Router[], request: Request, response: Response): Ask {
  return async (door, { params = {}, input = {} }) => {
    for (const router of routers) {
      const reply = replying.get(router)?.get(door);
      if (reply !== undefined) return (await reply({ request, response, params, input })) as never;
    }
    throw new Error(`The endpoint ${door.method} ${door.path} is not open.`);
  };
}

/** The doors of a router, in the order in which they were mounted. */
export function endpointsOf(router: Router): readonly Endpoint[] {
  return mounted.get(router) ?? [];
}

/**
 * Opens a door: parses its params and input, asks who the viewer is, runs the command and strips the reply down to
 * what the contract names. An incomplete declaration fails here, at boot.
 */
export function mount<E extends Endpoint>(
  router: Router,
  door: E,
  command: (call: Call<E>) => Promise<ReplyOf<E>> | ReplyOf<E>,
): void {
  assertDeclared(door);
  const cut = cutterOf(door.reply);
  open(router, door, async (request, response) => {
    if (!door.isForAnyOrigin) expectJson(request);
    const reply = await replyTo(toAsked(door, request, response));
    if (door.replyType === undefined) answer(response, JSON.stringify(cut(reply)));
  });
  const replyCut = async (asked: Asked) => cut(await replyTo(asked));
  replying.set(router, (replying.get(router) ?? new Map()).set(door, replyCut));

  async function replyTo(asked: Asked): Promise<unknown> {
    const run = async () => await command(await toCall(door, asked));
    return await inTime(run(), LONGEST_ANSWER);
  }
}

/** Opens a door through which bytes pass: what stands behind it answers by itself, and as long as that takes. */
export function mountBytes<E extends Endpoint>(
  router: Router,
  door: E,
  command: (call: Call<E>) => Promise<void>,
): void {
  assertDeclared(door);
  if (door.bytes === undefined) throw new Error(`The endpoint ${door.method} ${door.path} is one of JSON.`);
  open(router, door, async (request, response) => {
    await command(await toCall(door, toAsked(door, request, response)));
  });
}

function open(router: Router, door: Endpoint, handler: RequestHandler): void {
  mounted.set(router, [...endpointsOf(router), door]);
  router[door.method.toLowerCase() as "get" | "head" | "post" | "patch" | "delete"](door.path, handler);
}

function toAsked(door: Endpoint, request: Request, response: Response): Asked {
  const given = door.method === "GET" ? request.query : (request.body ?? {});
  const input = door.bytes === "in" ? request.headers : given;
  return { request, response, params: request.params as Record<string, string>, input };
}

async function toCall<E extends Endpoint>(door: E, asked: Asked): Promise<Call<E>> {
  const { request, response } = asked;
  const viewer = await viewerOf(request);
  admit(door, viewer, request);
  const params = parseParams(door, asked.params) as ParamsOf<E>;
  const input = parse(door.input ?? NO_INPUT, asked.input) as InputOf<E>;
  return { viewer, params, input, request, response };
}

/** Sends a JSON text as it is, without what Express would find out about it anew each time. */
function answer(response: Response, text: string): void {
  response
    .setHeader("Cache-Control", "no-store")
    .setHeader("Content-Type", "application/json; charset=utf-8")
    .setHeader("Content-Length", Buffer.byteLength(text))
    .end(text);
}

/** A form of another site can send anything but JSON without being asked first. */
function expectJson(request: Request): void {
  if (request.method !== "GET" && hasBody(request) && !request.is("application/json"))
    throw new Refusal(415, "malformed", "Only JSON is taken here.");
}

function hasBody({ headers }: Request): boolean {
  return headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;
}

/** Refuses to boot on a door without a schema, a policy or a subject. */
export function assertDeclared(door: Endpoint): void {
  const isWhole = door.reply && typeof door.policy === "function" && door.about && door.summary;
  if (!isWhole)
    throw new Error(`The endpoint ${door.method} ${door.path} lacks its reply, policy, subject or summary.`);
}

/** Sends strangers to sign in and the unconfirmed to their mailbox before a command is bothered. */
function admit(door: Endpoint, viewer: Viewer, request: Request): void {
  if (door.policy === isAnyone || door.about === "development") return;
  const meant = request.get(PERSON_HEADER);
  if (viewer.personId === null || (meant !== undefined && meant !== viewer.personId)) throw signInNeeded();
  if (!viewer.isVerified) throw unverified();
}

function parseParams({ params }: Endpoint, given: Record<string, string>): Record<string, string> {
  if (params !== undefined) return parse(params, given) as Record<string, string>;
  for (const [name, value] of Object.entries(given)) {
    if (!idSchema.safeParse(value).success) {
      throw invalid("The address holds something that is not an id.", [
        { path: name, message: "That is not an id." },
      ]);
    }
  }
  return given;
}

/** Parses what came from outside, or refuses it naming the fields that were wrong. */
export function parse<S extends Schema>(schema: S, given: unknown): z.infer<S> {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data as z.infer<S>;
  const fields = parsed.error.issues.slice(0, 20).map((issue) => ({
    path: issue.path.map(String).join("."),
    message: issue.message,
  }));
  throw invalid(fields[0]?.message || "Some of that cannot be read.", fields);
}

const NO_INPUT = z.strictObject({});
