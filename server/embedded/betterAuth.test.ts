import { betterAuth } from "better-auth";
import { mongodbAdapter } from "better-auth/adapters/mongodb";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestStore, type TestStore } from "./testing";

let opened: TestStore;

beforeAll(async () => {
  opened = await openTestStore();
});
afterAll(() => opened.close());

function authentication() {
  const database = opened.client.db("auth");
  return betterAuth({
    database: mongodbAdapter(database, { client: opened.client }),
    secret: "a secret that is long enough for a test to be happy",
    baseURL: "http://localhost:3000",
    emailAndPassword: { enabled: true },
    telemetry: { enabled: false },
  });
}

test("better-auth signs up, in and out through its MongoDB adapter", async () => {
  const auth = authentication();
  const person = { email: "fay@example.edu", password: "correct horse battery", name: "Fay" };
  await auth.api.signUpEmail({ body: person });
  await expect(auth.api.signUpEmail({ body: person })).rejects.toMatchObject({
    status: "UNPROCESSABLE_ENTITY",
  });

  await expect(
    auth.api.signInEmail({ body: { ...person, password: "wrong password" } }),
  ).rejects.toMatchObject({
    status: "UNAUTHORIZED",
  });
  const { headers, response } = await auth.api.signInEmail({ body: person, returnHeaders: true });
  expect(response.user.email).toBe(person.email);

  const cookie = (headers.get("set-cookie") ?? "").split(";")[0]!;
  const session = await auth.api.getSession({ headers: new Headers({ cookie }) });
  expect(session?.user.name).toBe("Fay");

  await auth.api.signOut({ headers: new Headers({ cookie }) });
  expect(await auth.api.getSession({ headers: new Headers({ cookie }) })).toBeNull();
});

test("better-auth's own indexes are there and unique", async () => {
  const database = opened.client.db("auth");
  const indexes = await database.collection("user").indexes();
  expect(indexes.map((index) => Object.keys(index.key)[0])).toContain("email");
  await expect(database.collection("user").insertOne({ email: "fay@example.edu" })).rejects.toMatchObject({
    code: 11000,
    keyValue: { email: "fay@example.edu" },
  });
});
