import type { Request, RequestHandler, Response, Router } from "express";
import * as z from "zod/mini";
import { inTime } from "#server/database/patience";
import { invalid, Refusal, signInNeeded, unverified } from "#server/errors";
import type { Endpoint, InputOf, ParamsOf, ReplyOf, Schema } from "#shared/http/endpoint";
import { PERSON_HEADER } from "#shared/http/personHeader";
import { idSchema } from "#shared/ids";
import { isAnyone } from "#shared/people/people.policy";
import type { Viewer } from "#shared/people/viewer";
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
  open(router, door, async (request, response) => {
    if (!door.isForAnyOrigin) expectJson(request);
    const run = async () => await command(await toCall(door, request, response));
    const reply = await inTime(run(), LONGEST_ANSWER);
    if (door.replyType === undefined) answer(response, JSON.stringify(door.reply.parse(reply)));
  });
}

/** Opens a door through which bytes pass: what stands behind it answers by itself, and as long as that takes. */
export function mountBytes<E extends Endpoint>(
  router: Router,
  door: E,
  command: (call: Call<E>) => Promise<void>,
): void {
  if (door.bytes === undefined) throw new Error(`The endpoint ${door.method} ${door.path} is one of JSON.`);
  open(router, door, async (request, response) => {
    await command(await toCall(door, request, response));
  });
}

function open(router: Router, door: Endpoint, handler: RequestHandler): void {
  assertDeclared(door);
  mounted.set(router, [...endpointsOf(router), door]);
  router[door.method.toLowerCase() as "get" | "head" | "post" | "patch" | "delete"](door.path, handler);
}

async function toCall<E extends Endpoint>(door: E, request: Request, response: Response): Promise<Call<E>> {
  const viewer = await viewerOf(request);
  admit(door, viewer, request);
  const params = parseParams(door, request) as ParamsOf<E>;
  const input = parseInput(door, request) as InputOf<E>;
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

function parseParams({ params }: Endpoint, request: Request): Record<string, string> {
  if (params !== undefined) return parse(params, request.params) as Record<string, string>;
  for (const [name, value] of Object.entries(request.params)) {
    if (!idSchema.safeParse(value).success) {
      throw invalid("The address holds something that is not an id.", [
        { path: name, message: "That is not an id." },
      ]);
    }
  }
  return request.params as Record<string, string>;
}

function parseInput(door: Endpoint, request: Request): unknown {
  if (door.bytes === "in") return parse(door.input ?? NO_INPUT, request.headers);
  const given = door.method === "GET" ? request.query : (request.body ?? {});
  return parse(door.input ?? NO_INPUT, given);
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
