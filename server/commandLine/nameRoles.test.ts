import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Role } from "#server/campuses/roles.model";
import { listPeople } from "#server/people/people.reads";
import { startServer, type TestServer } from "#server/testing/startServer";
import { nameRoles } from "./nameRoles";

let server: TestServer;
let address: string;
let pat: string;

beforeAll(async () => {
  server = await startServer();
  pat = server.world.people.pat.personId;
  address = (await listPeople([pat]))[0]!.email;
});
afterAll(async () => await server.close());

test("every role is given and taken in its own kind of scope", async () => {
  for (const [role, scope, name] of [
    ["coordinator", "campus:world-alder", "Alder State"],
    ["steward", "alliance:world-northern", "The northern alliance"],
    ["facilitator", `room:${server.world.rooms.alder}`, "Alder · A northern session"],
    ["administrator", undefined, "the site"],
  ] as const) {
    const words = [address, role, ...(scope ? [scope] : [])];
    expect(await nameRoles(["grant", ...words])).toEqual([`Pat <${address}> is ${role} of ${name}.`]);
    expect((await nameRoles(["list"])).join("\n")).toContain(`Pat <${address}> is ${role} of ${name}.`);
    await nameRoles(["revoke", ...words]);
    expect(await Role.countDocuments({ personId: pat })).toBe(0);
  }
});

test.each([
  [[], "That is not understood."],
  [["grant"], "That is not understood."],
  [["grant", "max@alder.example", "king"], "That is not understood."],
  [
    ["grant", "nobody@alder.example", "administrator"],
    "Nobody with that address has a confirmed account here.",
  ],
  [["grant", "nobody@alder.example", "coordinator", "campus:nowhere"], "There is no campus:nowhere."],
  [["grant", "nobody@alder.example", "coordinator", "planet:earth"], "planet:earth is no scope."],
  [["grant", "nobody@alder.example", "coordinator"], "One is not coordinator of a site."],
  [["grant", "nobody@alder.example", "facilitator", "room:none"], "There is no such room."],
])("%j is refused in a sentence", async (words, sentence) => {
  await expect(nameRoles(words)).rejects.toThrow(sentence);
});

test("the last administrator is kept", async () => {
  const ada = (await listPeople([server.world.people.ada.personId]))[0]!.email;
  await expect(nameRoles(["revoke", ada, "administrator"])).rejects.toThrow("last administrator");
});

test("it works beside a running server, which hears of it within a second", async () => {
  const socket = await server.listen("pat");
  const browser = await server.signIn("pat");
  const { output, code } = await run(["grant", address, "administrator"]);
  expect({ output, code }).toEqual({ output: `Pat <${address}> is administrator of the site.\n`, code: 0 });
  expect(await socket.cut).toBe("io server disconnect");
  const { accountEndpoints } = await import("#shared/accounts/accounts.contract");
  expect((await browser.do(accountEndpoints.site, {})).me?.roles).toHaveLength(1);
  expect(await run(["list", "everything"])).toMatchObject({ code: 1 });
});

/** Runs the command line as a process of its own, on the data directory of the running server. */
async function run(words: string[]): Promise<{ output: string; code: number | null }> {
  const entry = fileURLToPath(new URL("./people.ts", import.meta.url));
  const child = spawn(process.execPath, ["--import", "tsx", entry, ...words], {
    env: { ...process.env, NODE_ENV: "test", DATA_DIR: server.config.dataDirectory },
    stdio: ["ignore", "pipe", "ignore"],
  });
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => {
    output += chunk.toString();
  });
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  return { output, code };
}
