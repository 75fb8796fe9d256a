import { afterAll, beforeAll, expect, test } from "vitest";
import { fillNameKeys, Person } from "#server/people/people.model";
import { Newcomers } from "#server/testing/newcomers";
import { startServer, type TestServer } from "#server/testing/startServer";
import { buildPerson, type PersonKey } from "#server/testing/world";
import { accountEndpoints } from "#shared/accounts/accounts.contract";
import { colleagueEndpoints as doors } from "#shared/programs/colleagues.contract";

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
  const { alder, birch, cedar } = server.world.campuses;
  await buildPerson("José Ramírez de la Cruz", alder);
  await buildPerson("Josefina Quill", birch);
  await buildPerson("Josh Quill", cedar);
  await buildPerson("Josette Quill", birch, [], false);
});
afterAll(() => server.close());

const find = async (person: PersonKey, name: string) =>
  (await (await server.signIn(person)).do(doors.list, { input: { name } })).items;
const names = async (person: PersonKey, name: string) => (await find(person, name)).map((one) => one.name);

test("colleagues are found by how any word of their name begins, whatever its case and accents, by name", async () => {
  expect(await names("max", "jos")).toEqual(["José Ramírez de la Cruz", "Josefina Quill"]);
  expect(await names("max", "JOSÉ")).toEqual(["José Ramírez de la Cruz", "Josefina Quill"]);
  expect(await names("max", "ramirez")).toEqual(["José Ramírez de la Cruz"]);
  expect(await names("max", "cruz jo")).toEqual(["José Ramírez de la Cruz"]);
  expect(await names("max", "quill jo")).toEqual(["Josefina Quill"]);
  expect(await names("max", "osé")).toEqual([]);
  expect(await names("max", ".*")).toEqual([]);
});

test("with their campus, and never with an address", async () => {
  const [josefina] = await find("max", "josefina");
  expect(Object.keys(josefina!).sort()).toEqual(["campus", "name", "personId", "unit"]);
  expect(josefina?.campus.shortName).toBe("Birch");
});

test("nobody is found of campuses with which one shares nothing, nor anybody who is not confirmed", async () => {
  expect(await names("ola", "jos")).toEqual(["Josh Quill"]);
  expect(await names("max", "josette")).toEqual([]);
  expect(await names("max", "una")).toEqual([]);
  expect(await names("stella", "jos")).toEqual(["José Ramírez de la Cruz", "Josefina Quill"]);
  expect(await names("ada", "jos")).toEqual(["José Ramírez de la Cruz", "Josefina Quill", "Josh Quill"]);
});

test("a long list is read page by page, each once", async () => {
  for (let i = 0; i < 45; i++) await buildPerson(i % 3 ? `Zoe ${i}` : "Zoe", server.world.campuses.alder);
  const max = await server.signIn("max");
  const found: string[] = [];
  for (let after: string | null | undefined; after !== null; ) {
    const page = await max.do(doors.list, { input: { name: "zoe", ...(after && { after }) } });
    found.push(...page.items.map(({ personId }) => personId));
    after = page.next;
  }
  expect(new Set(found).size).toBe(45);
  expect(found).toHaveLength(45);
});

test("who signs up is found, and by their new name once they have one", async () => {
  const { browser, input } = await new Newcomers(server).member();
  const ada = await server.signIn("ada");
  const findAll = async (name: string) =>
    (await ada.do(doors.list, { input: { name } })).items.map((one) => one.name);
  expect(await findAll(input.name)).toContain(input.name);
  await browser.do(accountEndpoints.settle, { input: { name: "Ximena Ortiz", unit: "", language: "es" } });
  expect(await findAll("ximena")).toEqual(["Ximena Ortiz"]);
});

test("who came before one could look for them is found after the next start", async () => {
  await Person.collection.updateMany({ name: /^Josefina/ }, { $unset: { nameKey: 1, nameStarts: 1 } });
  expect(await names("max", "josefina")).toEqual([]);
  await fillNameKeys();
  expect(await names("max", "josefina")).toEqual(["Josefina Quill"]);
});
