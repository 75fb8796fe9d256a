import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { Entry, type EntryRecord, verifyLedgers } from "#server/database/ledger";
import { findSpaceOf } from "#server/forums/spaces.model";
import { buildCategory, buildForum, type ForumOfOurs } from "#server/testing/buildForum";
import { startServer, type TestServer } from "#server/testing/startServer";
import { logDeeds } from "#shared/care/log.contract";
import type { Endpoint, Subject } from "#shared/http/endpoint";
import type { Viewer } from "#shared/people/viewer";
import { doings } from "./loggedDeeds";
import type { Place } from "./lookingAfter";
import { cases, fillRooms } from "./subjects";
import { buildAskers } from "./viewers";

/*
 * Every door through which somebody looks after what others say × the log. Which doors these are is worked out from the
 * policies: those that let a keeper do to a thing what a member who knows of it may not.
 */

let server: TestServer;
let forum: ForumOfOurs;
let commons: Place["commons"];
beforeAll(async () => {
  server = await startServer({ hasJobs: true });
  await fillRooms(server);
  const spaceId = (await findSpaceOf("convening", server.world.convenings.northern))!._id;
  commons = { spaceId, categoryId: await buildCategory(spaceId) };
});
beforeEach(async () => {
  forum = await buildForum(server);
});
afterAll(() => server.close());

/** What is looked after. What is held or reported nobody knows of but its author and those who decide. */
const FORUMS: Subject[] = ["space", "category", "thread", "placement", "post", "held", "report", "appeal"];
const CARED_FOR: Subject[] = [...FORUMS, "group", "membership", "request"];
const KNOWN_TO_KEEPERS: Subject[] = ["held", "report", "appeal", "membership", "request"];
/** Of what these bring nobody sees anything before it is run, which is entered. */
const PREPARING = ["/imports", "/imports/:importId/pieces", "/imports/:importId/check"];
/** An invitation is a record of its own of who invited whom; a room has a log of its own, which begins with who opened it. */
const KEPT_ELSEWHERE = ["/groups/:groupId/invitations", "/groups/:groupId/rooms"];

type Ask = (viewer: Viewer, subject: unknown) => boolean;

test("every door through which somebody looks after others says what the log calls it", async () => {
  const askers = await buildAskers(server);
  const silent: string[] = [];
  for (const door of server.app.endpoints) {
    if (door.method === "GET" || !CARED_FOR.includes(door.about) || door.logs !== undefined) continue;
    if ([...PREPARING, ...KEPT_ELSEWHERE].some((path) => door.path.endsWith(path))) continue;
    for (const { name, mayKnow, subject, subjectFor } of await cases[door.about](server)) {
      const may = ({ viewer }: (typeof askers)[number]) =>
        (door.policy as Ask)(viewer, subjectFor?.(viewer) ?? subject);
      const members = askers.filter(({ kind, viewer }) => kind.startsWith("member") && mayKnow(viewer));
      const keepers = askers
        .filter(({ kind }) => /^(steward|coordinator|facilitator of the group)/.test(kind))
        .filter(may);
      const isKept = KNOWN_TO_KEEPERS.includes(door.about) || members.length > 0;
      if (isKept && keepers.length > 0 && !members.some(may)) silent.push(`${toTitle(door)}: ${name}`);
    }
  }
  expect(silent).toEqual([]);
});

test("what a door says it enters is known to the log, and each is said by a door", () => {
  const said = server.app.endpoints.flatMap(({ logs = [] }) => logs);
  expect([...said].sort()).toEqual([...logDeeds].sort());
});

const entered = async () =>
  await Entry.find({ by: forum.stu.personId }).sort({ _id: 1 }).lean<EntryRecord[]>();

describe.each(logDeeds)("%s", (name) => {
  test("leaves its entry in the log of the space, group or room, once", async () => {
    const doIt = await doings[name]({ server, forum, commons });
    const before = await entered();
    await doIt();
    const after = (await entered()).slice(before.length);
    const isOwn = ({ ledger }: EntryRecord) =>
      name.startsWith("forums:") || name.startsWith("care:")
        ? ledger === `space:${forum.spaceId}`
        : ledger.startsWith(name.startsWith("groups:") ? "group:" : "room:");
    expect(after.filter(isOwn).map((entry) => entry.deed)).toEqual([name]);
    expect(after.every((entry) => entry.deed === name)).toBe(true);
  });
});

test("every log is whole after all of it", async () => {
  const walked = await verifyLedgers();
  expect(walked.length).toBeGreaterThan(1);
  expect(walked.filter(({ flaw }) => flaw !== null)).toEqual([]);
});

function toTitle({ method, path }: Endpoint): string {
  return `${method} ${path}`;
}
