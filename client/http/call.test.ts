import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import * as z from "zod/mini";
import { endpoint } from "#shared/http/endpoint";
import { isAnyone } from "#shared/people/people.policy";
import { ApiError } from "./ApiError";
import { call, onSignInNeeded } from "./call";

const rest = { summary: "For the test.", policy: isAnyone, about: "nothing" } as const;
const read = endpoint({
  method: "GET",
  path: "/api/rooms/:roomId/facts",
  input: z.strictObject({ after: z.optional(z.number()) }),
  reply: z.object({ seen: z.string() }),
  ...rest,
});
const write = endpoint({
  method: "POST",
  path: "/api/rooms",
  input: z.strictObject({ name: z.string() }),
  reply: z.object({ seen: z.string() }),
  ...rest,
});

let server: Server;
let origin: string;
let answer: { status: number; body: string };
let seen: { method?: string; url?: string; type?: string | undefined; body: string };

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { method = "", url = "", headers } = request;
    seen = { method, url, type: headers["content-type"], body: Buffer.concat(chunks).toString() };
    response.writeHead(answer.status).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const fetchFrom = globalThis.fetch;
  // Pages fetch by path; a test has no page, so it says from where.
  vi.stubGlobal("fetch", (path: string, init: RequestInit) => fetchFrom(origin + path, init));
});

beforeEach(() => {
  answer = { status: 200, body: '{"seen":"yes"}' };
});

afterAll(async () => {
  vi.unstubAllGlobals();
  await new Promise((resolve) => server.close(resolve));
});

test("a read puts its params in the path and its input in the query, leaving out what is not given", async () => {
  await expect(call(read, { params: { roomId: "a/b" }, input: { after: 3 } })).resolves.toEqual({
    seen: "yes",
  });
  expect(seen).toMatchObject({ method: "GET", url: "/api/rooms/a%2Fb/facts?after=3" });
  await call(read, { params: { roomId: "r" }, input: {} });
  expect(seen.url).toBe("/api/rooms/r/facts");
});

test("a deed sends its input as JSON", async () => {
  await call(write, { input: { name: "Alder" } });
  expect(seen).toMatchObject({ method: "POST", type: "application/json", body: '{"name":"Alder"}' });
});

test("a refusal keeps its code, its sentence, its fields and its patience", async () => {
  const fields = [{ path: "name", message: "Too long." }];
  answer = {
    status: 429,
    body: JSON.stringify({ code: "tooMany", message: "Wait.", fields, retryAfter: 7 }),
  };
  const refusal = await call(write, { input: { name: "Alder" } }).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(ApiError);
  expect(refusal).toMatchObject({ status: 429, code: "tooMany", message: "Wait.", fields, retryAfter: 7 });
});

test("an answer that is not the server's own is unavailable, not a crash", async () => {
  answer = { status: 502, body: "<html>Bad gateway</html>" };
  await expect(call(write, { input: { name: "Alder" } })).rejects.toMatchObject({ code: "unavailable" });
});

test("who listens hears that a session is over, and nothing of other refusals", async () => {
  const heard = vi.fn();
  const stop = onSignInNeeded(heard);
  answer = { status: 403, body: '{"code":"forbidden","message":"No."}' };
  await call(write, { input: { name: "Alder" } }).catch(() => undefined);
  expect(heard).not.toHaveBeenCalled();
  answer = { status: 401, body: '{"code":"signInNeeded","message":"Sign in."}' };
  await call(write, { input: { name: "Alder" } }).catch(() => undefined);
  expect(heard).toHaveBeenCalledOnce();
  stop();
});

test("no answer at all is offline; the caller's own abort is not", async () => {
  vi.stubGlobal("fetch", () => Promise.reject(new TypeError("Failed to fetch")));
  await expect(call(write, { input: { name: "Alder" } })).rejects.toMatchObject({
    code: "offline",
    status: 0,
  });
  const leave = new AbortController();
  leave.abort(new Error("left the page"));
  vi.stubGlobal("fetch", (_: string, init: RequestInit) => Promise.reject(init.signal!.reason));
  const abandoned = call(read, { params: { roomId: "r" }, input: {}, signal: leave.signal });
  await expect(abandoned).rejects.not.toBeInstanceOf(ApiError);
});
