import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { connectDatabase, disconnectDatabase, ensureIndexes } from "#server/database/connect";
import { launchStore } from "#server/embedded/launcher";
import { appendCategory, listCategoriesOf } from "#server/forums/categories.model";
import { Entry } from "#server/forums/entries.model";
import { findSpaceOf } from "#server/forums/spaces.model";
import type { Speaker } from "#server/forums/threads.model";
import type { PastThread } from "#server/testing/fillForum";
import { buildWorld, type World } from "#server/testing/world";
import { type Id, newId } from "#shared/ids";
import { remark } from "../figures";
import { buildMembers, signIn } from "../members";
import { fillThreads, makeThread, type ThreadPlan } from "./threads";
import { chanceFrom, titleOf } from "./words";

/** What the bench finds in a folder that was seeded. */
export interface Seeded {
  spaceId: Id;
  /** `Cookie` headers of people who read the space. */
  cookies: string[];
  /** Threads of 20 posts, from all over the space. */
  twenties: Id[];
  /** A thread of 20,000 replies. */
  longest: Id;
  /** A thread of 20 posts in which people go on to reply. */
  lively: Id;
}

/** A forum of size 1. A larger one has so many times as many people, threads and replies in as many categories. */
const [CATEGORIES, THREADS, PEOPLE, LONGEST] = [20, 2_000, 200, 20_000];
/** Every tenth thread has 20 posts, the others 10: ten replies to each. */
const repliesOf = (place: number) => (place % 10 === 0 ? 19 : 9);
const AT_ONCE = 100;
const HOUR = 3_600_000;

/** Fills a data folder with a forum. Arguments: folder, how many times the smallest. */
const [folder = "", times = "1"] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
const store = await launchStore({ dataDirectory: folder });
await connectDatabase(store.uri);
await ensureIndexes();
// An index of all words at once is put in its order; word by word it would take many times as long.
await Entry.collection.dropIndexes();
const seeded = await fill(await buildWorld(), Number(times));
remark("its words are put in order");
await ensureIndexes();
writeFileSync(join(folder, "seeded.json"), JSON.stringify(seeded));
await disconnectDatabase();
await store.stop();
process.exit(0);

async function fill({ programs, campuses }: World, size: number): Promise<Seeded> {
  const chance = chanceFrom(size);
  const half = (PEOPLE * size) / 2;
  const alder = await buildMembers(campuses.alder, half);
  const birch = await buildMembers(campuses.birch, half, "Birch");
  const speakers = [
    ...alder.map((personId): Speaker => ({ personId, campusId: campuses.alder })),
    ...birch.map((personId): Speaker => ({ personId, campusId: campuses.birch })),
  ];
  const spaceId = (await findSpaceOf("alliance", programs.northern))!._id;
  const categoryIds = await fillCategories(spaceId);

  const count = THREADS * size;
  const began = Date.now() - (count + 1_000) * HOUR;
  const planOf = (place: number): ThreadPlan => ({
    ...{ at: began + place * HOUR, replies: repliesOf(place), spaceId },
    ...{ categoryId: categoryIds[place % CATEGORIES] as Id, isPinned: place < 3 },
  });
  const make = (plan: ThreadPlan) => makeThread(chance, plan, speakers);
  const ids = await fillAll(count, (place) => make(planOf(place)));
  const last = { ...planOf(count), replies: LONGEST, at: Date.now() - (LONGEST + 60) * 60_000 };
  const [longest, lively] = await fillThreads([make(last), make({ ...planOf(count + 1), replies: 19 })]);

  const readers = [...alder.slice(0, PEOPLE / 2), ...birch.slice(0, PEOPLE / 2)];
  const twenties = ids.filter((_, place) => repliesOf(place) === 19);
  const step = Math.ceil(twenties.length / 200);
  return {
    ...{ spaceId, longest: longest as Id, lively: lively as Id, cookies: await signIn(folder, readers) },
    twenties: twenties.filter((_, place) => place % step === 0),
  };
}

async function fillCategories(spaceId: Id): Promise<Id[]> {
  const chance = chanceFrom(0);
  const forEveryone = { read: "everyone", start: "everyone", answer: "everyone" } as const;
  for (let known = await listCategoriesOf([spaceId]); known.length < CATEGORIES; ) {
    const words = {
      _id: newId(),
      title: titleOf(chance, "en").slice(0, 80),
      description: "",
      ...forEveryone,
    };
    await appendCategory(spaceId, words, CATEGORIES);
    known = await listCategoriesOf([spaceId]);
  }
  return (await listCategoriesOf([spaceId])).map(({ _id }) => _id);
}

async function fillAll(count: number, make: (place: number) => PastThread): Promise<Id[]> {
  const ids: Id[] = [];
  const began = performance.now();
  for (let start = 0; start < count; start += AT_ONCE) {
    const places = Array.from({ length: Math.min(AT_ONCE, count - start) }, (_, turn) => start + turn);
    ids.push(...(await fillThreads(places.map(make))));
    const seconds = Math.round((performance.now() - began) / 1_000);
    if (ids.length % (count / 4) === 0) remark(`${ids.length} of ${count} threads after ${seconds} s`);
  }
  return ids;
}
