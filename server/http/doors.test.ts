import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hashStore } from "#server/testing/matrix/storeHash";
import { makeFolder, startServer, type TestServer } from "#server/testing/startServer";
import { accountEndpoints } from "#shared/accounts/accounts.contract";
import { debriefEndpoints } from "#shared/debriefs/debriefs.endpoints";
import { PERSON_HEADER } from "#shared/http/personHeader";
import { newId } from "#shared/ids";

let server: TestServer;
const pages = makeFolder();
beforeAll(async () => {
  mkdirSync(join(pages, "assets"));
  writeFileSync(
    join(pages, "index.html"),
    '<!doctype html><script nonce="__NONCE__" src="/assets/a.js"></script>',
  );
  writeFileSync(join(pages, "assets", "a.js"), "export {};");
  server = await startServer({ pages });
});
afterAll(async () => {
  await server.close();
  rmSync(pages, { recursive: true });
});

const JSON_TYPE = { "content-type": "application/json" };
const SETTLE = accountEndpoints.settle.path;
const settled = { name: "Max", unit: "", language: "en" };

describe("a request that would change something", () => {
  test("is refused when another site’s page sends it, whatever it says of itself", async () => {
    const max = await server.signIn("max");
    const host = server.origin.replace("http://", "");
    const foreign: Record<string, string>[] = [
      { origin: "https://evil.example" },
      { origin: "null" },
      { origin: `https://evil.example/${host}` },
      { origin: server.origin.replace("127.0.0.1", "127.0.0.1.evil.example") },
      { origin: server.origin.replace(/:\d+$/, ":1") },
      { origin: "" },
      { "sec-fetch-site": "cross-site" },
      { "sec-fetch-site": "same-site" },
      { origin: "https://evil.example", "sec-fetch-site": "same-origin" },
    ];
    const before = await hashStore();
    for (const headers of foreign) {
      const request = { method: "POST", headers: { ...JSON_TYPE, ...headers }, body: settled };
      const answer = await max.raw(SETTLE, request);
      expect([headers, answer.status, answer.body]).toMatchObject([headers, 403, { code: "foreignOrigin" }]);
      const gone = await max.raw(`/api/roles/${newId()}`, { method: "DELETE", headers });
      expect([headers, gone.status, gone.body]).toMatchObject([headers, 403, { code: "foreignOrigin" }]);
    }
    expect(await hashStore()).toBe(before);
  });

  test("is refused when it was meant for somebody who is no longer signed in here", async () => {
    const [max, mia] = [await server.signIn("max"), server.world.people.mia.personId];
    const meantFor = (person: string) =>
      max.raw(SETTLE, {
        method: "POST",
        headers: { ...JSON_TYPE, origin: server.origin, [PERSON_HEADER]: person },
        body: settled,
      });
    expect(await meantFor(mia)).toMatchObject({ status: 401, body: { code: "signInNeeded" } });
    expect((await meantFor(server.world.people.max.personId)).status).toBe(200);
  });

  test("passes from our own pages, and from what is no browser", async () => {
    const max = await server.signIn("max");
    const own: Record<string, string>[] = [
      { origin: server.origin },
      { "sec-fetch-site": "same-origin" },
      {},
    ];
    for (const headers of own) {
      const request = { method: "POST", headers: { ...JSON_TYPE, ...headers }, body: settled };
      expect((await max.raw(SETTLE, request)).status).toBe(200);
    }
  });

  test("is taken as JSON and as nothing else", async () => {
    const max = await server.signIn("max");
    const { origin } = server;
    const types = ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""];
    for (const type of types) {
      const headers = { origin, ...(type ? { "content-type": type } : {}) };
      const answer = await max.raw(SETTLE, { method: "POST", headers, body: settled });
      expect([type, answer.status]).toEqual([type, 415]);
    }
    const text = (body: string) =>
      max.raw(SETTLE, { method: "POST", headers: { origin, ...JSON_TYPE }, body });
    for (const body of ["{", "null", '"x"', "1", "{'name':1}"]) {
      expect([body, (await text(body)).status, (await text(body)).body]).toMatchObject([
        body,
        400,
        { code: "malformed" },
      ]);
    }
    expect((await text("[]")).status).toBe(422);
  });

  test("holds at most a text of the largest size, with what is said beside it", async () => {
    const max = await server.signIn("max");
    const send = (length: number) =>
      max.raw(SETTLE, {
        method: "POST",
        headers: { origin: server.origin, ...JSON_TYPE },
        body: JSON.stringify({ ...settled, unit: "x".repeat(length) }),
      });
    expect((await send(71_000)).status).toBe(422);
    const tooMuch = await send(73_000);
    expect([tooMuch.status, tooMuch.body]).toMatchObject([413, { code: "tooLarge" }]);
  });

  test("may say nothing that the contract does not know, and is told where it is wrong", async () => {
    const max = await server.signIn("max");
    const send = (body: unknown) =>
      max.raw(SETTLE, { method: "POST", headers: { origin: server.origin, ...JSON_TYPE }, body });
    for (const body of [
      { ...settled, isVerified: true },
      '{"name":"Max","unit":"","language":"en","__proto__":{"isVerified":true}}',
      { ...settled, name: { $ne: 1 } },
      { ...settled, name: "" },
      { ...settled, language: "xx" },
      {},
    ]) {
      const answer = await send(body);
      expect([answer.status, answer.body]).toMatchObject([422, { code: "invalid" }]);
    }
    const wrong = await send({ ...settled, name: "" });
    expect(wrong.body).toMatchObject({ fields: [{ path: "name" }] });
  });
});

describe("operators of the store’s language", () => {
  test("are not taken for values, in a body, a query or a path", async () => {
    const { signIn } = accountEndpoints;
    const stranger = server.visit();
    for (const value of [{ $ne: null }, { $gt: "" }, { $regex: ".*" }, ["a"], null, 1, true]) {
      for (const input of [
        { address: value, password: "x" },
        { address: "a@b.example", password: value },
      ]) {
        expect((await stranger.send(signIn, {}, input)).status).toBe(422);
      }
    }
    const max = await server.signIn("max");
    for (const query of ["conveningId[$ne]=1", "after[$gt]=", "conveningId=a&conveningId=b", "$where=1"]) {
      expect([query, (await max.raw(`/api/debriefs?${query}`)).status]).toEqual([query, 422]);
    }
    for (const id of ["%7B%22$ne%22:1%7D", "[$ne]", "x", "%00", newId().toUpperCase()]) {
      expect([id, (await max.raw(`/api/debriefs/${id}`)).status]).toEqual([id, 422]);
    }
    expect((await max.raw("/api/debriefs/%E0%A4%A")).status).toBe(400);
  });
});

describe("an answer", () => {
  test("is kept by no cache, whether it is a reply or a refusal, and opens nothing to other origins", async () => {
    const max = await server.signIn("max");
    const paths = [
      "/api/programs",
      "/api/debriefs",
      `/api/debriefs/${newId()}`,
      "/api/nothing",
      "/api/roles",
    ];
    for (const path of [...paths, "/api/accounts/site", "/health/live"]) {
      const { headers } = await max.raw(path, { headers: { origin: "https://evil.example" } });
      expect([path, headers["cache-control"]]).toEqual([path, "no-store"]);
      expect(Object.keys(headers).filter((name) => name.startsWith("access-control"))).toEqual([]);
      expect(headers["x-powered-by"]).toBeUndefined();
      expect(headers["x-content-type-options"]).toBe("nosniff");
    }
  });

  test("names a door that is not there in JSON, for every method", async () => {
    const max = await server.signIn("max");
    for (const method of ["GET", "PUT", "PATCH", "DELETE"]) {
      const headers = { origin: server.origin };
      const answer = await max.raw("/api/nothing", { method, headers });
      expect([method, answer.status, answer.body]).toMatchObject([method, 404, { code: "notFound" }]);
    }
    expect(
      (await max.raw("/api/accounts/me", { method: "PUT", headers: { origin: server.origin } })).status,
    ).toBe(404);
  });

  test("to nobody in particular tells strangers to sign in and the unconfirmed to read their mail", async () => {
    const { list } = debriefEndpoints;
    expect((await server.visit().send(list, {}, {})).body).toMatchObject({ code: "signInNeeded" });
    expect((await (await server.signIn("una")).send(list, {}, {})).body).toMatchObject({
      code: "unverified",
    });
  });
});

describe("a page", () => {
  test("runs nothing but our own files: a fresh nonce each time, nothing inline, no eval, no frame", async () => {
    const seen = new Set<string>();
    for (const path of ["/", "/debriefs/x", "/j/KITE42", "/index.html"]) {
      const { headers, text } = await server.visit().raw(path, { headers: { accept: "text/html" } });
      const policy = String(headers["content-security-policy"]);
      expect(policy).not.toMatch(/unsafe|\*|http:/);
      for (const part of [
        "default-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
      ]) {
        expect(policy).toContain(part);
      }
      const [, nonce] = /script-src 'self' 'nonce-([\w-]{20,})'/.exec(policy) ?? [];
      expect(text).toContain(`nonce="${nonce}"`);
      expect(headers["cache-control"]).toBe("no-store");
      expect(headers["referrer-policy"]).toBe("no-referrer");
      seen.add(nonce ?? "");
    }
    expect(seen.size).toBe(4);
  });

  test("has files that are kept for ever, and nothing outside their folder", async () => {
    const visitor = server.visit();
    const file = await visitor.raw("/assets/a.js");
    expect([file.status, file.headers["cache-control"]]).toEqual([
      200,
      "public, max-age=31536000, immutable",
    ]);
    for (const path of ["/assets/%2e%2e/%2e%2e/etc/passwd", "/assets/none.js"]) {
      expect((await visitor.raw(path)).text).not.toMatch(/root:|__NONCE__/);
    }
  });
});

describe("whoever watches the process", () => {
  test("learns that it lives, and that its store answers", async () => {
    const visitor = server.visit();
    expect(await visitor.raw("/health/live")).toMatchObject({ status: 200, body: { status: "live" } });
    expect(await visitor.raw("/health/ready")).toMatchObject({ status: 200, body: { status: "ready" } });
  });
});
