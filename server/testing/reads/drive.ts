import * as z from "zod/mini";
import { loadCampuses } from "#server/campuses/campuses.load";
import { loadConvenings } from "#server/convenings/convenings.load";
import { PAGE_SIZE } from "#server/database/cursor";
import { QUIET } from "#server/notifications/mailings";
import { catchUp, remindOfBookmarks } from "#server/notifications/notices.jobs";
import { loadPrograms } from "#server/programs/programs.load";
import { buildForum, mentioning, start } from "#server/testing/buildForum";
import { Mail } from "#server/testing/buildMail";
import type { RoomOfOurs } from "#server/testing/buildRoom";
import { LiveClient } from "#server/testing/liveClient";
import { type Fields, makeInput } from "#server/testing/matrix/inputs";
import { buildRooms } from "#server/testing/matrix/rooms";
import { type Case, cases } from "#server/testing/matrix/subjects";
import { type Asker, buildAskers } from "#server/testing/matrix/viewers";
import { credentials, Newcomers } from "#server/testing/newcomers";
import { seedDemonstration } from "#server/testing/seed";
import { seedForums } from "#server/testing/seedForums";
import { seedGroups } from "#server/testing/seedGroups";
import type { TestServer } from "#server/testing/startServer";
import { liveAnHour } from "#server/testing/wholeHour";
import { addDebrief, buildPerson } from "#server/testing/world";
import { accountEndpoints as doors } from "#shared/accounts/accounts.contract";
import { threadEndpoints } from "#shared/forums/threads.endpoints";
import type { Endpoint } from "#shared/http/endpoint";
import { type LiveMessageName, liveMessages } from "#shared/live/live.contract";
import { mailingEndpoints } from "#shared/notifications/mailings.contract";
import { bringSomething } from "./bringSomething";
import { fillRoomDesk } from "./fillCare";
import { fillForums, fillOwnLists } from "./fillForums";
import { fillGroups, fillOwnGroups } from "./fillGroups";

/** A page of a list is followed so far. */
const MOST_PAGES = 2;

/** Fills the lists that copies of what is in them cannot fill, since theirs lead somewhere. */
export async function fillLists({ world }: TestServer): Promise<void> {
  for (let i = 0; i <= PAGE_SIZE; i++) {
    await addDebrief(world, world.campuses.alder);
    await buildPerson(`Word ${i}`, world.campuses.alder);
  }
  await fillForums(world);
  await fillGroups(world);
  for (const debriefId of Object.values(world.rooms)) await fillRoomDesk(debriefId);
}

/** All that a start, a sign-up, an hour in a room, a socket and a door make the product look up; answers as `driveDoors`. */
export async function driveEverything(server: TestServer, room: RoomOfOurs): Promise<Driven> {
  await loadCampuses();
  await loadPrograms();
  await loadConvenings();
  const demonstration = await seedDemonstration();
  await seedForums(demonstration);
  await seedGroups(demonstration);
  await liveAnHour(room);
  for (const { live } of await buildRooms(server)) await live();
  for (const { run } of [catchUp, remindOfBookmarks]) await run(undefined as never, async () => {});
  await bringSomething(server);
  await comeAnew(new Newcomers(server));
  await mailWhatIsNew(server);
  await driveMessages(server);
  return await driveDoors(server, server.app.endpoints);
}

/** What is looked up to write to people: of what was said to them, of a thread, and everybody's digest a week on. */
async function mailWhatIsNew(server: TestServer): Promise<void> {
  const { categoryId, max, mia } = await buildForum(server);
  const input = { mode: "batched", weekday: 1, hour: 8, timeZone: null, wantsDirect: true } as const;
  await mia.browser.do(mailingEndpoints.choose, { input });
  const threadId = await start(categoryId, max);
  await mia.browser.do(threadEndpoints.follow, { params: { threadId }, input: { level: "follow" } });
  await start(categoryId, max, { body: mentioning(mia.personId, "Mia") });
  const mail = new Mail(server);
  await mail.after(QUIET);
  await mail.after(7 * 24 * 60 * 60_000);
}

/** What only a message's proof can ask for: an account by its link and one by its code, a new password by each. */
async function comeAnew(newcomers: Newcomers): Promise<void> {
  const { browser, input: member } = await newcomers.member();
  const { address, password } = member;
  await browser.do(doors.requestReset, { input: { address } });
  const { token } = await newcomers.newestMailTo(address);
  await browser.do(doors.reset, { input: { token, password } });
  await browser.do(doors.requestReset, { input: { address } });
  const { code } = await newcomers.newestMailTo(address);
  await browser.do(doors.reset, { input: { address, code, password } });
  await browser.do(doors.signIn, { input: credentials(member) });

  const late = newcomers.next();
  await newcomers.signUp(late, browser);
  await browser.do(doors.resend, { input: { address: late.address } });
  const letter = await newcomers.newestMailTo(late.address);
  await browser.do(doors.verify, { input: { address: late.address, code: letter.code } });
  await newcomers.signUp(newcomers.next(), browser);
}

/** What came of asking at doors. */
export interface Driven {
  /** The lists of which nobody was shown a second page. */
  unread: string[];
  /** Whom which door has shown what. */
  shown: ReadonlySet<string>;
}

/**
 * Asks at those doors for everybody, or for those only whom they have shown something before, and reads on where there is
 * more. Refusals look things up as well, and the same ones however much there is.
 */
export async function driveDoors(
  server: TestServer,
  asked: readonly Endpoint[],
  before?: ReadonlySet<string>,
): Promise<Driven> {
  const [unread, shown]: [string[], Set<string>] = [[], new Set()];
  const readers = await buildAskers(server);
  await fillOwnLists(server.world, readers);
  await fillOwnGroups(server.world, readers);
  for (const door of asked) {
    const askers = door.method === "GET" ? readers : await buildAskers(server);
    let pages = 0;
    for (const subject of await cases[door.about](server)) {
      const nameFor = ({ kind }: Asker) => `${door.method} ${door.path} ${subject.name}: ${kind}`;
      const asking = askers.filter((asker) => before?.has(nameFor(asker)) ?? true);
      const fieldsFor = await fieldsOf(door, subject, asking);
      await Promise.all(
        asking.map(async (asker) => {
          const read = await askThrough(door, subject, asker, await fieldsFor(asker));
          pages = Math.max(pages, read);
          if (read > 0) shown.add(nameFor(asker));
        }),
      );
    }
    if (isList(door) && pages < 2) unread.push(door.path);
  }
  return { unread, shown };
}

/** What is the same whoever asks is made once for a door that only shows it: nobody there uses it up. */
async function fieldsOf(
  door: Endpoint,
  { fields }: Case,
  [first]: readonly Asker[],
): Promise<Case["fields"]> {
  if (door.method !== "GET" || fields.length > 0 || first === undefined) return fields;
  const shared = await fields(first);
  return async () => shared;
}

const lists = new WeakMap<Endpoint, boolean>();

/** Whether a door answers with a page of a list. A reply is described once: that takes longer than most answers. */
function isList(door: Endpoint): boolean {
  if (door.method !== "GET") return false;
  const known = lists.get(door) ?? describesList(door);
  lists.set(door, known);
  return known;
}

function describesList({ reply }: Endpoint): boolean {
  const { properties = {} } = z.toJSONSchema(reply, { unrepresentable: "any" });
  return "items" in properties && "next" in properties;
}

/** Answers how many pages were shown. */
async function askThrough(door: Endpoint, subject: Case, asker: Asker, fields: Fields): Promise<number> {
  const params = Object.fromEntries(
    [...door.path.matchAll(/:(\w+)/g)].map(([, name = ""]) => [name, String(fields[name])]),
  );
  let input = makeInput(door.input, fields);
  for (let page = 0; ; page++) {
    // What is sent piece by piece is cut where the nonsense among it cannot be gone on with; its lookups were made.
    const answer = await asker.browser.send(door, params, input, subject.headers).catch(() => null);
    if (answer?.status !== 200) return page;
    const { body } = answer;
    const next = isList(door) && (body as { next: unknown }).next;
    if (page === MOST_PAGES || typeof next !== "string") return page + 1;
    input = { ...(input as object), after: next };
  }
}

/** Says every message, as one who comes for the first time and as one who comes back. */
async function driveMessages(server: TestServer): Promise<void> {
  const channel = `debriefs:${server.world.rooms.alder}`;
  for (const { browser } of await buildAskers(server)) {
    const socket = await LiveClient.connect(server.origin, browser.cookie).catch(() => null);
    if (socket === null) continue;
    for (const after of [null, 0])
      for (const name of Object.keys(liveMessages) as LiveMessageName[])
        await socket.say(name, makeInput(liveMessages[name].input, { channel, after }));
    socket.close();
  }
}
