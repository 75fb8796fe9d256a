import { afterAll, expect, test } from "vitest";
import { makeAuth } from "#server/accounts/auth";
import { setPassword } from "#server/accounts/credentials.commands";
import { hashPassword } from "#server/accounts/passwords";
import { listenersAreDone } from "#server/live/publish";
import type { Answer } from "#server/testing/httpClient";
import { startServer } from "#server/testing/startServer";
import type { Endpoint } from "#shared/http/endpoint";
import { idSchema } from "#shared/ids";
import { isAnyone } from "#shared/people/people.policy";
import type { Viewer } from "#shared/people/viewer";
import { type Fields, makeInput, withUnknownIds } from "./inputs";
import { hashStore, StoreWatch } from "./storeHash";
import { type Case, cases, fillRooms, PASSWORD } from "./subjects";
import { type Asker, buildAskers } from "./viewers";

/*
 * Every door that the app has opened × everybody who may stand before it × an own and a foreign thing behind it. No
 * door is named here: what to ask for is generated from its schema, and what to expect is what its policy says.
 */

const server = await startServer({ isDemo: true, isWatched: true });
const store = new StoreWatch();
await fillRooms(server);
await setPassword(makeAuth(server.config), server.world.people.pat.personId, await hashPassword(PASSWORD));
afterAll(() => server.close());
/** Those who ask at doors that only show: they use up nobody's share of anything. */
const readers = await buildAskers(server);

const REFUSALS = [401, 403, 404];

/** How many were let through and refused at each door. */
const cells = new Map<string, { allowed: number; refused: number }>();

test.each(server.app.endpoints.map((door) => [`${door.method} ${door.path}`, door] as const))(
  "%s lets through whom its policy allows, and nobody else",
  async (title, door) => {
    const askers = door.method === "GET" ? readers : await buildAskers(server);
    const subjects = (await casesOf(door)).map((subject) => ({ subject, ...part(door, subject, askers) }));
    const wrong = await expectRefused(door, subjects);
    for (const { subject, allowed, refused } of subjects) {
      wrong.push(...(await expectAllowed(door, subject, allowed)));
      count(title, allowed.length, refused.length);
    }
    expect(wrong).toEqual([]);
  },
  60_000,
);

test("somebody is let through every door, and somebody is refused at each that is not for anyone", () => {
  const never = server.app.endpoints.filter(({ path, method, policy }) => {
    const asked = cells.get(`${method} ${path}`);
    return asked && (asked.allowed === 0 || (asked.refused === 0 && policy !== isAnyone));
  });
  expect(never.map(({ method, path }) => `${method} ${path}`)).toEqual([]);
});

test("whatever wrote to the store was seen to write", async () => {
  await listenersAreDone();
  expect(await store.hash()).toBe(await hashStore());
});

type Ask = (viewer: Viewer, subject: unknown) => boolean;

/** Who is to be let through to a thing, and who is not. */
interface Parted {
  allowed: Asker[];
  refused: Asker[];
}

function part(door: Endpoint, { subject, subjectFor }: Case, askers: Asker[]): Parted {
  const isAllowed = ({ viewer }: Asker) => (door.policy as Ask)(viewer, subjectFor?.(viewer) ?? subject);
  return { allowed: askers.filter(isAllowed), refused: askers.filter((asker) => !isAllowed(asker)) };
}

function count(title: string, allowed: number, refused: number): void {
  const before = cells.get(title) ?? { allowed: 0, refused: 0 };
  cells.set(title, { allowed: before.allowed + allowed, refused: before.refused + refused });
}

async function casesOf({ about }: Endpoint): Promise<Case[]> {
  const known = await cases[about]?.(server);
  if (known === undefined) throw new Error(`The matrix knows no ${about}: say in subjects.ts what it is.`);
  return known;
}

/** What somebody is to ask about a thing. */
interface Asking {
  subject: Case;
  asker: Asker;
  fields: Fields;
}

/** Refused, with nothing changed; and who may not know of a thing is told what they would be told of nothing. */
async function expectRefused(
  door: Endpoint,
  subjects: readonly ({ subject: Case } & Parted)[],
): Promise<string[]> {
  const asked: Asking[] = [];
  // One thing after the other: made all at once, they would cross each other in the store.
  for (const subject of subjects) asked.push(...(await askingsOf(subject)));
  // Whoever listens to what the last door let through has written by now what they write.
  await listenersAreDone();
  const before = await store.hash();
  const ofNothing = new Map<string, Promise<Answer>>();
  const wrong = await Promise.all(asked.map((asking) => expectRefusal(door, asking, ofNothing)));
  if ((await store.hash()) !== before) wrong.push(["a refused request changed the store"]);
  return wrong.flat();
}

/** What is the same whoever asks is made once: those who are refused leave it as it is. */
async function askingsOf({ subject, refused }: { subject: Case } & Parted): Promise<Asking[]> {
  const isForAll = subject.fields.length === 0;
  const [first] = refused;
  const shared = isForAll && first ? await subject.fields(first) : undefined;
  return await Promise.all(
    refused.map(async (asker) => ({ subject, asker, fields: shared ?? (await subject.fields(asker)) })),
  );
}

/** `ofNothing` holds what was answered to whom of what does not exist, so that nobody asks the same twice. */
async function expectRefusal(
  door: Endpoint,
  { subject, asker, fields }: Asking,
  ofNothing: Map<string, Promise<Answer>>,
): Promise<string[]> {
  const wrong: string[] = [];
  const answer = await ask(door, subject, asker, fields);
  if (!REFUSALS.includes(answer.status)) wrong.push(tell(subject, asker, "was let through", answer));
  if (subject.mayKnow(asker.viewer)) return wrong;
  const ids = new Set(Object.values(fields).filter(isId));
  const isOne = (_: string, value: unknown) => (ids.has(value as string) ? "an unknown id" : value);
  const question = JSON.stringify([asker.kind, subject.headers, fields], isOne);
  const asked = ofNothing.get(question) ?? ask(door, subject, asker, withUnknownIds(fields, ids));
  ofNothing.set(question, asked);
  const told = await asked;
  const isAlike = told.status === answer.status && told.text === answer.text;
  if (!isAlike)
    wrong.push(tell(subject, asker, `learns that it exists, since of nothing is said ${told.text}`, answer));
  return wrong;
}

async function expectAllowed(door: Endpoint, subject: Case, askers: Asker[]): Promise<string[]> {
  const wrong: string[] = [];
  for (const asker of askers) {
    const answer = await ask(door, subject, asker, await subject.fields(asker));
    const isThrough = !REFUSALS.includes(answer.status) && answer.status < 500;
    if (!isThrough) wrong.push(tell(subject, asker, "was turned away", answer));
  }
  return wrong;
}

async function ask(
  door: Endpoint,
  { headers }: Case,
  { browser }: Asker,
  fields: Record<string, unknown>,
): Promise<Answer> {
  const params = Object.fromEntries(
    [...door.path.matchAll(/:(\w+)/g)].map(([, name = ""]) => {
      if (typeof fields[name] !== "string") throw new Error(`The matrix needs to be told what ${name} is.`);
      return [name, fields[name] as string];
    }),
  );
  return await browser.send(door, params, makeInput(door.input, fields), headers);
}

function isId(value: unknown): value is string {
  return idSchema.safeParse(value).success;
}

function tell({ name }: Case, { kind }: Asker, what: string, { status, text }: Answer): string {
  return `${name}: ${kind} ${what} (${status} ${text.slice(0, 160)})`;
}
