import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import express, { Router } from "express";
import { pino } from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as z from "zod/mini";
import { HttpClient } from "#server/testing/httpClient";
import { endpoint } from "#shared/http/endpoint";
import { isAnyone } from "#shared/people/people.policy";
import { endpointsOf, mount } from "./mount";
import { toOpenApi } from "./openapi";
import { respondToErrors } from "./respond";
import { requireSameOrigin } from "./sameOrigin";

const rest = { summary: "For the test.", policy: isAnyone, about: "nothing" } as const;
const poem = endpoint({
  ...rest,
  method: "GET",
  path: "/api/poem",
  reply: z.string(),
  replyType: "text/plain",
});
const open = endpoint({
  ...rest,
  method: "POST",
  path: "/api/open/:token",
  params: z.object({ token: z.string().check(z.maxLength(9)) }),
  reply: z.object({}),
  isForAnyOrigin: true,
});
const closed = endpoint({ ...rest, method: "POST", path: "/api/closed", reply: z.object({}) });

let server: Server;
let browser: HttpClient;
const routes = Router();
beforeAll(async () => {
  mount(routes, poem, ({ response }) => {
    response.type("text/plain").send("Roses are red.");
    return "";
  });
  mount(routes, open, () => ({}));
  mount(routes, closed, () => ({}));
  const app = express();
  app.use(
    "/api",
    requireSameOrigin(() => false, endpointsOf(routes)),
  );
  app.use(routes, respondToErrors(pino({ level: "silent" })));
  server = createServer(app).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  browser = new HttpClient(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
afterAll(() => {
  browser.close();
  server.close();
});

test("a door with a media type of its own writes its answer itself, and is described with it", async () => {
  const { text, headers } = await browser.raw("/api/poem");
  expect([text, headers["content-type"]]).toEqual(["Roses are red.", "text/plain; charset=utf-8"]);
  expect(JSON.stringify(toOpenApi([poem]))).toContain('"text/plain":{"schema":{"type":"string"}}');
});

test("a door for any origin takes a form from anywhere, and no other door does", async () => {
  const form = {
    method: "POST",
    headers: { origin: "https://mail.example", "content-type": "application/x-www-form-urlencoded" },
    body: "List-Unsubscribe=One-Click",
  };
  expect((await browser.raw("/api/open/no-id", form)).status).toBe(200);
  expect((await browser.raw("/api/open/longer-than-that", form)).status).toBe(422);
  for (const path of ["/api/closed", "/api/open", "/api/open/", "/api/OPEN/x", "/api/open/x/y"])
    expect([path, (await browser.raw(path, form)).status]).toEqual([path, 403]);
});
