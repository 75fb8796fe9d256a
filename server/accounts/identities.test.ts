import mongoose from "mongoose";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Role } from "#server/campuses/roles.model";
import { readConfig } from "#server/config";
import { revoke } from "#server/live/revocations";
import { startServer, TEST_SECRET, type TestServer } from "#server/testing/startServer";
import { buildPerson } from "#server/testing/world";
import { stranger } from "#shared/people/viewer";
import { cookieNameOf, makeAuth } from "./auth";
import { makeIdentify, readCookie } from "./identities";
import { makeSessionLookup } from "./sessionLookup";
import { Session } from "./sessions.model";

let server: TestServer;

beforeAll(async () => {
  server = await startServer();
});
afterAll(async () => await server.close());

/** Somebody new at Alder with a session, and an identifier that counts how often it had to ask the store. */
async function setUp() {
  const lookUp = makeSessionLookup(TEST_SECRET);
  let lookups = 0;
  const counting = async (cookie: string) => {
    lookups += 1;
    return await lookUp(cookie);
  };
  const person = await buildPerson("Nell", server.world.campuses.alder);
  const { cookie } = await server.signIn(person.personId);
  const identities = makeIdentify(counting, cookieNameOf(server.config));
  return { person, cookie, ...identities, lookups: () => lookups };
}

test("a session is looked up once, and says who, where and with which roles", async () => {
  const { identify, person, cookie, lookups, close } = await setUp();
  const { viewer, session } = await identify({ cookie });
  expect(person).toMatchObject(viewer);
  expect(session?.expiresAt).toBeGreaterThan(Date.now() + 29 * 86_400_000);
  await identify({ cookie: `other=1; ${cookie}` });
  expect(lookups()).toBe(1);
  close();
});

test("a revocation of the person or of the session is heard at once, one of somebody else is not", async () => {
  const { identify, person, cookie, lookups, close } = await setUp();
  const { session } = await identify({ cookie });
  await revoke(server.world.people.max.personId);
  await revoke(person.personId, "01h00000000000000000000000");
  await identify({ cookie });
  expect(lookups()).toBe(1);

  const { personId } = person;
  await Role.create({
    _id: personId,
    personId,
    role: "coordinator",
    scopeKind: "campus",
    scopeId: person.campusId,
    givenAt: new Date(),
    givenBy: null,
  });
  await revoke(personId);
  expect((await identify({ cookie })).viewer.roles).toHaveLength(1);
  await revoke(personId, session?.sessionId);
  await identify({ cookie });
  expect(lookups()).toBe(3);
  close();
});

test("what was being looked up while rights changed is not remembered", async () => {
  const { identify, person, cookie, lookups, close } = await setUp();
  const underWay = identify({ cookie });
  await revoke(person.personId);
  await underWay;
  await identify({ cookie });
  expect(lookups()).toBe(2);
  close();
});

test("no cookie, a foreign one and a forged one are a stranger's, and forgeries are not kept", async () => {
  const { identify, cookie, lookups, close } = await setUp();
  const forged = `${cookie.slice(0, -6)}AAAAAA`;
  for (const one of [undefined, "", "other=1", "throughline=", "throughline=x", forged]) {
    expect((await identify(one === undefined ? {} : { cookie: one })).viewer).toEqual(stranger);
  }
  const before = lookups();
  await identify({ cookie: forged });
  expect(lookups()).toBe(before + 1);
  close();
});

test("a cookie is found among others, whole", () => {
  expect(readCookie({ cookie: "a=1; throughline=x.y%3D=; b=2" }, "throughline")).toBe("x.y%3D=");
  expect(readCookie({ cookie: "not-throughline=1" }, "throughline")).toBeNull();
  expect(readCookie({}, "throughline")).toBeNull();
});

test("under https the cookie is bound to its host", async () => {
  const config = readConfig(
    {
      PUBLIC_URL: "https://line.example.edu",
      AUTH_SECRET: TEST_SECRET,
      DATA_DIR: server.config.dataDirectory,
    },
    [],
  );
  const { personId } = server.world.people.max;
  const auth = makeAuth(config);
  const { headers } = await auth.api.startSession({ body: { personId }, returnHeaders: true });
  expect(headers.getSetCookie()).toHaveLength(1);
  const [cookie = ""] = headers.getSetCookie();
  expect(cookie).toMatch(
    /^__Host-throughline=[^;]+; Max-Age=2592000; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
  );
  const { identify, close } = makeIdentify(makeSessionLookup(TEST_SECRET), cookieNameOf(config));
  expect((await identify({ cookie: cookie.split(";")[0] })).viewer.personId).toBe(personId);
  close();
});

test("a lookup says what the accounts library says, of sessions that hold and of those that do not", async () => {
  const { api } = makeAuth(server.config);
  const lookUp = makeSessionLookup(TEST_SECRET);
  const { cookie } = await server.signIn("max");
  const [, value = ""] = cookie.split(/=(.*)/s);
  const both = async (value: string) => {
    const headers = new Headers({ cookie: `${cookieNameOf(server.config)}=${value}` });
    const ours = (await lookUp(value)).session?.sessionId ?? null;
    return [ours, (await api.getSession({ headers }))?.session.id ?? null];
  };
  const [ours, theirs] = await both(value);
  expect(ours).not.toBeNull();
  expect(ours).toBe(theirs);
  const decoded = decodeURIComponent(value);
  for (const wrong of [
    decoded.split(".")[0]!,
    `x${decoded}`,
    decoded.replace(".", "x."),
    "%",
    `${value}x`,
    "a.b",
  ]) {
    expect(await both(encodeURIComponent(wrong))).toEqual([null, null]);
  }
  expect((await lookUp("%")).viewer).toEqual(stranger);
  await Session.updateOne({ _id: ours! }, { $set: { expiresAt: new Date(Date.now() - 1) } });
  expect(await both(value)).toEqual([null, null]);
});

test("a crowd that comes back is looked up with a few questions, each person their own", async () => {
  const people = await Promise.all(
    Array.from({ length: 120 }, (_, place) => buildPerson(`P${place}`, server.world.campuses.alder)),
  );
  const cookies = await Promise.all(
    people.map(async ({ personId }) => (await server.signIn(personId)).cookie),
  );
  const { identify, close } = makeIdentify(makeSessionLookup(TEST_SECRET), cookieNameOf(server.config));
  let questions = 0;
  mongoose.set("debug", () => {
    questions += 1;
  });
  const identities = await Promise.all(cookies.map((cookie) => identify({ cookie })));
  mongoose.set("debug", false);
  expect(identities.map(({ viewer }) => viewer.personId)).toEqual(people.map(({ personId }) => personId));
  expect(questions).toBeLessThan(20);
  close();
});

test("the accounts library and our own models agree on the indexes", async () => {
  for (const [collection, unique] of [
    ["people", "email"],
    ["sessions", "token"],
    ["credentials", "providerId,accountId"],
  ] as const) {
    const indexes = await mongoose.connection.collection(collection).indexes();
    const keys = indexes.map(({ key }) => Object.keys(key).join(","));
    expect(new Set(keys).size).toBe(keys.length);
    expect(indexes.find(({ key }) => Object.keys(key).join(",") === unique)?.unique).toBe(true);
  }
});
