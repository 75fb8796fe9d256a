import { afterAll, beforeAll, expect, test } from "vitest";
import { loadCampuses } from "#server/campuses/campuses.load";
import { Campus } from "#server/campuses/campuses.model";
import { loadPrograms } from "#server/programs/programs.load";
import { Program } from "#server/programs/programs.model";
import { Series } from "#server/programs/series.model";
import { startServer, type TestServer } from "#server/testing/startServer";
import { buildPerson } from "#server/testing/world";
import { conveningEndpoints as doors } from "#shared/convenings/convenings.contract";
import { newId } from "#shared/ids";
import { programEndpoints } from "#shared/programs/programs.contract";
import { loadConvenings } from "./convenings.load";
import { Convening } from "./convenings.model";

let server: TestServer;

beforeAll(async () => {
  server = await startServer();
  await load();
});
afterAll(async () => await server.close());

async function load() {
  await loadCampuses();
  await loadPrograms();
  await loadConvenings();
}

async function everything() {
  return await Promise.all([
    Campus.find().sort({ _id: 1 }).lean(),
    Program.find().sort({ _id: 1 }).lean(),
    Series.find().sort({ _id: 1 }).lean(),
    Convening.find().sort({ _id: 1 }).lean(),
  ]);
}

test("a second start changes nothing", async () => {
  const before = await everything();
  await load();
  expect(await everything()).toEqual(before);
});

test("what people have changed since stays changed", async () => {
  const [one] = await Convening.find({ title: "Inclusive Classrooms and Teaching Practices" });
  await Convening.updateOne({ _id: one!._id }, { $set: { startsAt: new Date("2024-01-08T18:00:00Z") } });
  await load();
  expect((await Convening.findById(one!._id))?.startsAt).toEqual(new Date("2024-01-08T18:00:00Z"));
});

test("the real programs are offered to strangers, the academy honestly without a campus", async () => {
  const { items } = await server.visit().do(programEndpoints.list, {});
  const real = items.filter(({ key }) => ["csu", "ccc", "k12"].includes(key));
  expect(
    real.map(({ key, kind, campuses }) => [key, kind, campuses.map(({ shortName }) => shortName)]),
  ).toEqual([
    ["csu", "alliance", ["CPP", "CSUDH"]],
    ["ccc", "alliance", ["SMC"]],
    ["k12", "academy", []],
  ]);
  expect(real.map(({ registrationCategory }) => registrationCategory)).toEqual([
    "Racial Equity Leadership Alliance (CSUs)",
    "Racial Equity Leadership Alliance (California Community Colleges)",
    "Racial Equity Leadership Academy (K-12)",
  ]);
  const marks = real.flatMap(({ campuses }) => campuses.map(({ hue, glyph }) => `${hue} ${glyph}`));
  expect(new Set(marks).size).toBe(3);
  expect(items.find(({ key }) => key === "csu")?.campuses[0]?.emailDomains).toEqual(["cpp.edu"]);
  expect((await Program.findOne({ key: "k12" }).lean())?.academy).toMatchObject({
    teamSize: 5,
    trackingMonths: 18,
  });
});

test("a member finds the convenings of their programs in the order of the series, dated where a date is known", async () => {
  const campus = await Campus.findOne({ key: "cpp" });
  const { personId } = await buildPerson("Nell", campus!._id);
  const { items, next } = await (await server.signIn(personId)).do(doors.list, { input: {} });
  expect(next).toBeNull();
  expect(items.map(({ place }) => place)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  expect(items[0]).toMatchObject({
    title: "Messaging Institutional Commitment to Racial Equity",
    programName: "CSU Racial Equity Leadership Alliance",
    year: "2023-24",
    startsAt: null,
    minutes: 120,
    debriefMinutes: 60,
    seatsPerCampus: null,
    timeZone: "America/Los_Angeles",
  });
  expect(items[11]?.startsAt).toBe(Date.parse("2024-03-04T10:00:00-08:00"));
});

test("times are kept right over the change of clocks, and seats where the program names them", async () => {
  const campus = await Campus.findOne({ key: "smc" });
  const { personId } = await buildPerson("Nell", campus!._id);
  const { items } = await (await server.signIn(personId)).do(doors.list, { input: {} });
  expect(items).toHaveLength(11);
  expect(items[0]).toMatchObject({
    startsAt: Date.parse("2022-05-23T09:00:00-07:00"),
    minutes: 180,
    seatsPerCampus: 10,
  });
  expect(items[7]?.startsAt).toBe(Date.parse("2022-12-05T09:00:00-08:00"));
});

test("a convening comes with the guide of its debriefs, an hour in two languages", async () => {
  const { northern } = server.world.convenings;
  const { guide } = await (await server.signIn("max")).do(doors.show, { params: { conveningId: northern } });
  expect(guide.segments.map(({ minutes }) => minutes)).toEqual([5, 8, 10, 20, 12, 5]);
  expect(guide.segments.reduce((sum, { minutes }) => sum + minutes, 0)).toBe(60);
  for (const { title, prompt } of guide.segments) {
    for (const text of [title, prompt]) expect(text.es).not.toBe(text.en);
  }
  expect(new Set(guide.segments.map(({ id }) => id)).size).toBe(6);
});

test("an outsider finds neither the convening nor a sign that it is there", async () => {
  const { northern } = server.world.convenings;
  for (const person of ["ola", "sten", "cleo"] as const) {
    const browser = await server.signIn(person);
    const hidden = await browser.try(doors.show, { params: { conveningId: northern } });
    const absent = await browser.try(doors.show, { params: { conveningId: newId() } });
    expect([hidden.status, hidden.text]).toEqual([absent.status, absent.text]);
    expect(hidden.status).toBe(404);
    const { items } = await browser.do(doors.list, { input: {} });
    expect(items.map(({ id }) => id)).not.toContain(northern);
    const asked = await browser.do(doors.list, { input: { programId: server.world.programs.northern } });
    expect(asked).toEqual({ items: [], next: null });
  }
  expect((await server.visit().try(doors.list, { input: {} })).status).toBe(401);
  expect((await (await server.signIn("una")).try(doors.list, { input: {} })).status).toBe(403);
});

test("stewards and administrators find what is theirs", async () => {
  const ofStella = await (await server.signIn("stella")).do(doors.list, { input: {} });
  expect(ofStella.items.map(({ id }) => id)).toEqual([server.world.convenings.northern]);
  const { items } = await (await server.signIn("ada")).do(doors.list, { input: {} });
  expect(items).toHaveLength(12 + 11 + 2);
  expect(items.map(({ year }) => year)).toEqual(
    items
      .map(({ year }) => year)
      .sort()
      .reverse(),
  );
});

test("a long list comes page by page without a hole or a repetition", async () => {
  const program = await Program.findOne({ key: "csu" }).lean();
  const series = await Series.findOne({ programId: program!._id }).lean();
  await Convening.insertMany(
    Array.from({ length: 60 }, (_, place) => ({
      _id: newId(),
      programId: program!._id,
      seriesId: series!._id,
      year: "2023-24",
      place: 100 + place,
      title: `Session ${place}`,
      startsAt: null,
      minutes: 60,
      guide: null,
    })),
  );
  const ada = await server.signIn("ada");
  const seen: string[] = [];
  let after: string | undefined;
  do {
    const { items, next } = await ada.do(doors.list, { input: after ? { after } : {} });
    seen.push(...items.map(({ id }) => id));
    after = next ?? undefined;
  } while (after !== undefined);
  expect(seen).toHaveLength(12 + 11 + 2 + 60);
  expect(new Set(seen).size).toBe(seen.length);
  await Convening.deleteMany({ title: /^Session / });
});
