import mongoose from "mongoose";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeAuth } from "#server/accounts/auth";
import { setPassword } from "#server/accounts/credentials.commands";
import { hashPassword } from "#server/accounts/passwords";
import { revoke } from "#server/live/revocations";
import { buildRoom } from "#server/testing/buildRoom";
import { fillRooms, PASSWORD } from "#server/testing/matrix/subjects";
import { startServer, type TestServer } from "#server/testing/startServer";
import { driveDoors, driveEverything, fillLists } from "./drive";
import { fillCollections } from "./fill";
import { type Command, Lookups } from "./watch";

/*
 * Every lookup that the product sends, whichever door or message makes it, is run under `explain` in a store that holds
 * much else: none reads a whole collection, sorts in memory, or examines more than it returns. No lookup is named here.
 */

/** What a lookup may examine besides what it returns. */
const CONSTANT = 10;
/** A deployment has few enough of these to read all of them: for a page that shows them all, or at a start. */
const READ_WHOLE = ["campuses", "programs", "convenings"];

let server: TestServer;
let lookups: Lookups;
let filled: Map<string, number>;
let unread: string[];

beforeAll(async () => {
  server = await startServer({ isDemo: true, isWatched: true });
  await fillRooms(server);
  const { pat } = server.world.people;
  await setPassword(makeAuth(server.config), pat.personId, await hashPassword(PASSWORD));
  const room = await buildRoom(server);
  lookups = new Lookups();
  await fillLists(server);
  const { unread: unreadAtFirst, shown } = await lookups.during(() => driveEverything(server, room));
  // One is kept for a minute, and the last may be older.
  await revoke(pat.personId);
  filled = await fillCollections();
  // Lists are long now and have second pages; what else is in them may be nonsense.
  const lists = server.app.endpoints.filter(({ method }) => method === "GET");
  const again = await lookups.during(() => driveDoors(server, lists, shown));
  unread = unreadAtFirst.filter((path) => again.unread.includes(path));
}, 600_000);
afterAll(() => server.close());

test("every collection of the product has been looked into, and holds much else", () => {
  const models = Object.values(mongoose.models).map((model) => model.collection.collectionName);
  const seen = new Set(lookups.shapes.map(([, [sample]]) => collectionOf(sample as Command)));
  expect(models.filter((name) => !seen.has(name))).toEqual([]);
  expect(models.filter((name) => (filled.get(name) ?? 0) === 0)).toEqual([]);
});

test("every list was read beyond its first page", () => {
  expect(unread, "say in drive.ts what fills these").toEqual([]);
});

test("every lookup is served by an index", async () => {
  const found: string[] = [];
  for (const [shape, samples] of lookups.shapes)
    for (const sample of samples) {
      const faults = await faultsOf(sample);
      if (faults.length > 0) found.push(`${faults.join(", ")}: ${shape}`);
    }
  expect([...new Set(found)]).toEqual([]);
});

test("what no index serves is noticed", async () => {
  const unserved = { find: "people", filter: { name: "Nobody" }, sort: { unit: 1 } };
  expect(await faultsOf(unserved)).toEqual([
    "COLLSCAN",
    "SORT",
    expect.stringMatching(/examines \d+ documents/),
  ]);
});

interface Stage {
  stage: string;
  inputStage?: Stage;
  inputStages?: Stage[];
}

async function faultsOf(command: Command): Promise<string[]> {
  const explained = await mongoose.connection.db?.command({ explain: command, verbosity: "executionStats" });
  const { nReturned, totalDocsExamined, totalKeysExamined } = explained?.executionStats ?? {};
  const stages = stagesOf(explained?.queryPlanner.winningPlan);
  const isWhole = READ_WHOLE.includes(String(command.find)) && isEmpty(command.filter);
  const unserved = isWhole ? ["SORT"] : ["COLLSCAN", "SORT"];
  const faults = stages.filter((stage) => unserved.includes(stage)).sort();
  // A search weighs whatever has the words, also what the rest of the filter then leaves out.
  if (stages.includes("TEXT_MATCH")) return faults;
  if (totalDocsExamined > nReturned + CONSTANT)
    faults.push(`examines ${totalDocsExamined} documents for ${nReturned}`);
  if (totalKeysExamined > nReturned + CONSTANT)
    faults.push(`examines ${totalKeysExamined} keys for ${nReturned}`);
  return faults;
}

function stagesOf({ stage, inputStage, inputStages = [] }: Stage): string[] {
  return [stage, ...[...(inputStage ? [inputStage] : []), ...inputStages].flatMap(stagesOf)];
}

function isEmpty(filter: unknown): boolean {
  return Object.keys(filter ?? {}).length === 0;
}

function collectionOf(command: Command): unknown {
  return Object.values(command)[0];
}
