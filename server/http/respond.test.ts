import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import express from "express";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildRoom } from "#server/testing/buildRoom";
import { type Answer, HttpClient } from "#server/testing/httpClient";
import { startServer, type TestServer } from "#server/testing/startServer";
import { debriefEndpoints as doors } from "#shared/debriefs/debriefs.endpoints";
import { newId } from "#shared/ids";
import { respondToErrors } from "./respond";

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

describe("when the store is killed", () => {
  test("the answer is that it is away for a moment, and what is sent again is there once", async () => {
    const room = await buildRoom(server);
    const deeds = Array.from({ length: 20 }, (_, place) => ({
      ...{ deedId: newId(), kind: "insight" as const, text: `Word ${place}`, isUnnamed: false },
    }));
    const statuses = new Set<number>();
    const deliver = async (input: (typeof deeds)[number]): Promise<void> => {
      for (let answer: Answer | null = null; answer?.status !== 200; ) {
        answer = await room.max.browser.try(doors.contribute, { params: room.params, input });
        statuses.add(answer.status);
        if (answer.status === 503) {
          expect(answer).toMatchObject({
            body: { code: "unavailable", retryAfter: 2 },
            headers: { "retry-after": "2" },
          });
        }
      }
    };
    const half = Promise.all(deeds.slice(0, 10).map(deliver));
    process.kill(server.storePid() as number, "SIGKILL");
    for (const input of deeds.slice(10)) await deliver(input);
    await half;
    for (const status of statuses) expect([200, 503]).toContain(status);
    const { contributions, seq } = await room.mia.browser.do(doors.show, { params: room.params });
    expect(contributions.map(({ id }) => id).sort()).toEqual(deeds.map(({ deedId }) => deedId).sort());
    expect(seq).toBe(2 + deeds.length);
    expect((await server.visit().raw("/health/ready")).status).toBe(200);
  }, 60_000);
});

test("what nobody foresaw is logged with its cause and told as nothing but itself", async () => {
  const lines: string[] = [];
  const log = pino({ level: "info" }, { write: (line: string) => void lines.push(line) });
  const app = express();
  app.get("/broken", () => {
    throw new Error("the cellar is flooded");
  });
  app.use(respondToErrors(log));
  const http = createServer(app).listen(0, "127.0.0.1");
  await once(http, "listening");
  const browser = new HttpClient(`http://127.0.0.1:${(http.address() as AddressInfo).port}`);
  const answer = await browser.raw("/broken");
  browser.close();
  http.close();
  expect([answer.status, Object.keys(answer.body as object)]).toEqual([500, ["code", "message"]]);
  expect(answer.body).toMatchObject({ code: "internal" });
  expect(answer.text).not.toContain("cellar");
  expect(lines.join("")).toContain("the cellar is flooded");
});
