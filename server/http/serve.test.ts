import { once } from "node:events";
import type { AddressInfo } from "node:net";
import express from "express";
import { expect, test } from "vitest";
import { HttpClient } from "#server/testing/httpClient";
import { serve } from "./serve";

test("a request and its answer are Express’s from their birth, and know their app", async () => {
  const app = express();
  app.get("/whose", (request, response) => {
    response.json({ app: [request.app === app, response.app === app], host: request.get("host") });
  });
  const http = serve(app).listen(0, "127.0.0.1");
  await once(http, "listening");
  const born: unknown[] = [];
  http.prependListener("request", (request, response) => {
    born.push(Object.getPrototypeOf(request), Object.getPrototypeOf(response));
  });
  const host = `127.0.0.1:${(http.address() as AddressInfo).port}`;
  const browser = new HttpClient(`http://${host}`);
  const answer = await browser.raw("/whose");
  browser.close();
  http.close();
  expect(answer).toMatchObject({ status: 200, body: { app: [true, true], host } });
  expect([born[0] === app.request, born[1] === app.response]).toEqual([true, true]);
});
