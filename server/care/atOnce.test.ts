import { afterAll, beforeAll, expect, test } from "vitest";
import { Entry, verifyLedgers } from "#server/database/ledger";
import { buildPlace, type Pair, type Place, pairs } from "#server/testing/pairs";
import { startServer, type TestServer } from "#server/testing/startServer";

/*
 * Whatever waits for those who look after others, two of them act on it at the very same moment, fifty-five times in all:
 * one acts and the other is told so; what stands then is what that one did, and each log tells of it once.
 */

const PAIRS_OF_EACH = 5;

let server: TestServer;
let place: Place;
beforeAll(async () => {
  server = await startServer();
  place = await buildPlace(server);
});
afterAll(() => server.close());

test.each(Object.keys(pairs))("%s: one acts, and the other is told", async (kind) => {
  for (let turn = 0; turn < PAIRS_OF_EACH; turn++) {
    const pair = await pairs[kind]!(place, turn);
    const before = await entriesOf(pair);
    // Whoever is named first is sent first by turns, so that neither is always the quicker.
    const acts = turn % 2 === 0 ? pair.acts : [...pair.acts].reverse();
    const answers = await Promise.all(acts.map(({ send }) => send()));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(answers.find(({ status }) => status === 409)?.body.code).toBe(pair.told);

    const first = acts[answers.findIndex(({ status }) => status === 200)]!;
    expect(await pair.standing()).toMatchObject(first.stands);
    const entries = (await entriesOf(pair)).slice(before.length);
    const told = entries.map(({ by, deed }) => ({ by, deed }));
    expect(told).toEqual(told.map(() => ({ by: first.by.personId, deed: first.deed })));
    expect(told.length > 0).toBe(first.deed !== null);
    expect(new Set(entries.map(({ ledger }) => ledger)).size).toBe(entries.length);
  }
});

test("every log is whole after all of it", async () => {
  expect((await verifyLedgers()).filter(({ flaw }) => flaw !== null)).toEqual([]);
});

async function entriesOf({ entries: { whom, ...about } }: Pair) {
  const named = Object.entries(about).map(([name, id]) => [`about.${name}`, id] as const);
  const of = whom === undefined ? Object.fromEntries(named) : { whom };
  return await Entry.find(of).sort({ _id: 1 }).lean();
}
