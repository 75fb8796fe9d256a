import mongoose from "mongoose";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type GroupOfOurs, peopleGroup } from "#server/testing/buildGroup";
import { makeInput } from "#server/testing/matrix/inputs";
import { startServer, type TestServer } from "#server/testing/startServer";
import type { Endpoint } from "#shared/http/endpoint";
import { type Id, newId } from "#shared/ids";

/*
 * A hidden group is to outsiders as if there were none, also by how long an answer takes: whatever door names a group asks
 * the store for a hidden one as often, and for the same things, as for one that there is not.
 */

/** What the server looks at by the clock, whoever asks. */
const OF_ITSELF = ["revocations", "keptVersions"];

let server: TestServer;
let group: GroupOfOurs;
const asked: string[] = [];
beforeAll(async () => {
  server = await startServer({ isWatched: true });
  mongoose.connection.getClient().on("commandStarted", ({ commandName, command }) => {
    if (!OF_ITSELF.includes(command[commandName])) asked.push(`${commandName} ${command[commandName]}`);
  });
  group = await peopleGroup(server, { joining: "hidden" });
});
afterAll(() => server.close());

test.each(["mia", "ola", "stella", "ada"] as const)(
  "%s has no more asked of the store than of none",
  async (who) => {
    const { browser } = group[who];
    const doors = server.app.endpoints.filter(({ path }) => path.includes(":groupId"));
    expect(doors.length).toBeGreaterThan(20);
    const workAt = async (door: Endpoint, groupId: Id) => {
      const fields = {
        ...{
          groupId,
          personId: group.max.personId,
          programId: server.world.programs.northern,
          campusId: null,
        },
        ...{ norms: ["Listen first."], address: `${newId()}@alder.example`, prompts: ["What now?"] },
      };
      const params = Object.fromEntries(
        [...door.path.matchAll(/:(\w+)/g)].map(([, name = ""]) => [name, String(fields[name as "groupId"])]),
      );
      asked.length = 0;
      const { status } = await browser.send(door, params, makeInput(door.input, fields));
      return [door.path, status, ...[...asked].sort()];
    };
    for (const door of doors) {
      // What is kept of who asks is read by whoever comes first.
      await workAt(door, newId());
      expect(await workAt(door, group.id)).toEqual(await workAt(door, newId()));
    }
  },
);
