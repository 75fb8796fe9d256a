import { afterAll, beforeAll, expect, test } from "vitest";
import { listPeople } from "#server/people/people.reads";
import { startServer, type TestServer } from "#server/testing/startServer";
import { addDebrief, buildPerson } from "#server/testing/world";
import { roleEndpoints as doors, type GiveRoleInput } from "#shared/campuses/roles.contract";
import { newId } from "#shared/ids";
import type { Role as RoleName, ScopeKind } from "#shared/people/viewer";
import { Role } from "./roles.model";

let server: TestServer;

beforeAll(async () => {
  server = await startServer();
});
afterAll(async () => await server.close());

/** Somebody at Alder who holds nothing, to whom a test gives something. */
async function newMember(name = "Nell") {
  const person = await buildPerson(name, server.world.campuses.alder);
  const [record] = await listPeople([person.personId]);
  return { ...person, address: record!.email };
}

const to = (
  address: string,
  role: RoleName,
  scopeKind: ScopeKind,
  scopeId: string | null,
): GiveRoleInput => ({
  address,
  role,
  scopeKind,
  scopeId,
});

async function status(
  person: "ada" | "stella" | "sten" | "cora" | "cleo" | "fay" | "max",
  input: GiveRoleInput,
) {
  return (await (await server.signIn(person)).try(doors.give, { input })).status;
}

test("whoever administers is offered the rooms of any campus, page after page; who coordinates, those of theirs", async () => {
  const { campuses, rooms } = server.world;
  const ada = await server.signIn("ada");
  const more: string[] = [];
  for (let count = 0; count < 60; count++)
    more.push((await addDebrief(server.world, campuses.cedar)).debriefId);
  const offered: string[] = [];
  let after: string | null = null;
  do {
    const input: { campusId: string; after?: string } = { campusId: campuses.cedar };
    if (after !== null) input.after = after;
    const page = await ada.do(doors.rooms, { input });
    expect(page.items.length).toBeLessThanOrEqual(50);
    offered.push(...page.items.map(({ id }) => id as string));
    after = page.next;
  } while (after !== null);
  expect(new Set(offered).size).toBe(offered.length);
  expect(offered).toEqual(expect.arrayContaining([rooms.cedar, ...more]));
  expect(offered).not.toContain(rooms.birch);

  const { address } = await newMember();
  expect(await status("ada", to(address, "facilitator", "room", more[0]!))).toBe(200);
  const input = { campusId: campuses.alder };
  expect((await (await server.signIn("cora")).try(doors.rooms, { input })).status).toBe(200);
  for (const person of ["stella", "cleo", "fay", "max"] as const)
    expect((await (await server.signIn(person)).try(doors.rooms, { input })).status).toBe(403);
  const { scopes } = await ada.do(doors.list, { input: {} });
  for (const { kind, hasRooms } of scopes) expect([kind, hasRooms]).toEqual([kind, kind === "campus"]);
});

test("those above a scope give its roles, and nobody else does", async () => {
  const { campuses, rooms, programs } = server.world;
  const { address } = await newMember();
  const coordinator = to(address, "coordinator", "campus", campuses.alder);
  const facilitator = to(address, "facilitator", "room", rooms.alder);
  const steward = to(address, "steward", "alliance", programs.northern);
  const administrator = to(address, "administrator", "site", null);

  expect(await status("stella", coordinator)).toBe(200);
  expect(await status("cora", facilitator)).toBe(200);
  expect(await status("ada", steward)).toBe(200);
  for (const person of ["sten", "cora", "cleo", "fay", "max"] as const) {
    expect(await status(person, coordinator)).toBe(403);
  }
  for (const person of ["stella", "cleo", "fay", "max"] as const)
    expect(await status(person, facilitator)).toBe(403);
  for (const person of ["stella", "cora", "max"] as const) expect(await status(person, steward)).toBe(403);
  for (const person of ["stella", "cora", "max"] as const)
    expect(await status(person, administrator)).toBe(403);
  expect((await server.visit().try(doors.give, { input: coordinator })).status).toBe(401);
});

test("giving a role twice changes nothing, and two at once give it once", async () => {
  const { address, personId } = await newMember();
  const input = to(address.toUpperCase(), "coordinator", "campus", server.world.campuses.alder);
  const ada = await server.signIn("ada");
  const views = await Promise.all([1, 2, 3].map(() => ada.do(doors.give, { input })));
  expect(new Set(views.map(({ id }) => id)).size).toBe(1);
  expect(views[0]).toMatchObject({
    role: "coordinator",
    scope: { kind: "campus", name: "Alder State" },
    person: { personId, address },
    givenBy: "Ada",
  });
  expect(await Role.countDocuments({ personId })).toBe(1);
});

test("a role that fits no such scope, a scope that is not there and an unknown address are refused", async () => {
  const { campuses, programs } = server.world;
  const { address } = await newMember();
  const una = (await listPeople([server.world.people.una.personId]))[0]!.email;
  expect(await status("ada", to(address, "coordinator", "alliance", programs.northern))).toBe(403);
  expect(await status("ada", to(address, "administrator", "campus", campuses.alder))).toBe(403);
  expect(await status("ada", to(address, "coordinator", "campus", newId()))).toBe(404);
  expect(await status("ada", to(address, "administrator", "site", newId()))).toBe(404);
  expect(await status("ada", to(address, "facilitator", "group", newId()))).toBe(404);
  for (const wrong of ["nobody@alder.example", "a@evil.com,max@alder.example", una]) {
    expect(await status("ada", to(wrong, "coordinator", "campus", campuses.alder))).toBe(422);
  }
});

test("who is given a role comes back with it, and who loses one is cut off within a second", async () => {
  const { address, personId } = await newMember();
  const [ada, theirs, socket] = await Promise.all([
    server.signIn("ada"),
    server.signIn(personId),
    server.listen(personId),
  ]);
  const input = to(address, "coordinator", "campus", server.world.campuses.birch);
  expect((await theirs.do(doors.list, { input: {} })).scopes).toEqual([]);
  const { id } = await ada.do(doors.give, { input });
  expect(await socket.cut).toBe("io server disconnect");
  expect((await theirs.do(doors.list, { input: {} })).scopes.map(({ name }) => name)).toEqual([
    "Birch · A northern session",
  ]);

  const again = await server.listen(personId);
  await ada.do(doors.take, { params: { roleId: id } });
  const before = Date.now();
  expect(await again.cut).toBe("io server disconnect");
  expect(Date.now() - before).toBeLessThan(1_000);
  expect((await theirs.do(doors.list, { input: {} })).scopes).toEqual([]);
});

test("nobody hears of somebody else's role, and other connections stay", async () => {
  const { address } = await newMember();
  const outsider = await server.listen("ola");
  const input = to(address, "coordinator", "campus", server.world.campuses.alder);
  await (await server.signIn("ada")).do(doors.give, { input });
  await outsider.say("live:clock", {});
  expect(outsider.heard).toEqual([]);
  expect(outsider.socket.connected).toBe(true);
});

test("a role is not there for those below its scope, any more than one that nobody holds", async () => {
  const { address } = await newMember();
  const input = to(address, "coordinator", "campus", server.world.campuses.alder);
  const { id } = await (await server.signIn("ada")).do(doors.give, { input });
  for (const person of ["sten", "cora", "fay", "max", "ola"] as const) {
    const browser = await server.signIn(person);
    expect((await browser.try(doors.take, { params: { roleId: id } })).status).toBe(404);
  }
  const stella = await server.signIn("stella");
  await stella.do(doors.take, { params: { roleId: id } });
  expect((await stella.try(doors.take, { params: { roleId: id } })).status).toBe(404);
});

test("the last administrator keeps the role, also when two take each other's at once", async () => {
  const { address, personId } = await newMember();
  const ada = await server.signIn("ada");
  const own = (await ada.do(doors.list, { input: {} })).items.find(({ role }) => role === "administrator")!;
  const refused = await ada.try(doors.take, { params: { roleId: own.id } });
  expect({ status: refused.status, code: refused.body.code }).toEqual({
    status: 409,
    code: "lastAdministrator",
  });

  const other = await ada.do(doors.give, { input: to(address, "administrator", "site", null) });
  const second = await server.signIn(personId);
  await Promise.all([
    ada.try(doors.take, { params: { roleId: other.id } }),
    second.try(doors.take, { params: { roleId: own.id } }),
  ]);
  expect(await Role.countDocuments({ role: "administrator" })).toBeGreaterThanOrEqual(1);
});

test("each sees the roles that they may take back and the scopes in which they may give one", async () => {
  const { campuses, rooms } = server.world;
  const ofStella = await (await server.signIn("stella")).do(doors.list, { input: {} });
  expect(ofStella.scopes.map(({ id, roles }) => [id, roles]).sort()).toEqual(
    [campuses.alder, campuses.birch].sort().map((id) => [id, ["coordinator"]]),
  );
  expect(ofStella.items.every(({ role }) => role === "coordinator")).toBe(true);
  expect(ofStella.items.map(({ person }) => person.name)).toContain("Cora");
  expect(ofStella.items.map(({ person }) => person.name)).not.toContain("Cleo");

  const ofCora = await (await server.signIn("cora")).do(doors.list, { input: {} });
  expect(ofCora.scopes.map(({ id }) => id)).toContain(rooms.alder);
  expect(ofCora.scopes.map(({ id }) => id)).not.toContain(rooms.birch);
  const ofMax = await (await server.signIn("max")).do(doors.list, { input: {} });
  expect(ofMax).toEqual({ items: [], next: null, scopes: [] });
});

test("a long list of roles comes page by page, newest first, each role once", async () => {
  const role = "coordinator" as const;
  const scopeKind = "campus" as const;
  const scopeId = server.world.campuses.alder;
  const people = await Promise.all(
    Array.from({ length: 60 }, (_, place) => buildPerson(`P${place}`, scopeId)),
  );
  await Role.insertMany(
    people.map((person) => ({
      _id: newId(),
      personId: person.personId,
      role,
      scopeKind,
      scopeId,
      givenAt: new Date(),
      givenBy: null,
    })),
  );
  const stella = await server.signIn("stella");
  const first = await stella.do(doors.list, { input: {} });
  const second = await stella.do(doors.list, { input: { after: first.next! } });
  const ids = [...first.items, ...second.items].map(({ id }) => id);
  expect(ids).toEqual([...new Set(ids)].sort().reverse());
  expect(ids.length).toBeGreaterThanOrEqual(60);
  expect(second.next).toBeNull();
  const nonsense = await stella.try(doors.list, { input: { after: "nonsense" } });
  expect(nonsense.status).toBe(422);
});
