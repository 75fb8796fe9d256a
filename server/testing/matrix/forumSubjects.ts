import mongoose from "mongoose";
import { changing } from "#server/database/kept";
import {
  changeCategoryRecord,
  insertFirstCategories,
  listCategoriesOf,
} from "#server/forums/categories.model";
import { toPersonSubject } from "#server/forums/follows.reads";
import { keepGroupSpace } from "#server/forums/forums.load";
import { keepHeld, toHeldRecord } from "#server/forums/held.model";
import { keepImport } from "#server/forums/imports.model";
import { Post, type PostRecord, untouched } from "#server/forums/posts.model";
import { findSpaceOf } from "#server/forums/spaces.model";
import { type KnownCategory, toKnownCategories, toKnownSpaces } from "#server/forums/spaces.reads";
import type { PlacementRecord } from "#server/forums/threadLists";
import { startThread } from "#server/forums/threads.commands";
import { Thread, toStored } from "#server/forums/threads.model";
import { getThread, type KnownThread, toKnownThreads } from "#server/forums/threads.reads";
import { buildStart } from "#server/testing/buildForum";
import type { TestServer } from "#server/testing/startServer";
import type { World } from "#server/testing/world";
import { canFollowPerson, type PersonSubject } from "#shared/forums/follows.policy";
import type { HeldSubject } from "#shared/forums/held.policy";
import type { SpaceKind } from "#shared/forums/spaces.contract";
import {
  canModerateSpace,
  canReadCategory,
  canReadSpace,
  type SpaceSubject,
} from "#shared/forums/spaces.policy";
import { canReadThread, type PlacementSubject, type PostSubject } from "#shared/forums/threads.policy";
import { type Id, newId } from "#shared/ids";
import { type HeldRole, stranger, type Viewer } from "#shared/people/viewer";
import { fromPlainText } from "#shared/richText/plainText";
import type { Fields } from "./inputs";
import { onceAtATime } from "./onceAtATime";
import { type Place, places, programOf, whose } from "./places";
import type { Case } from "./subjects";

/** What forums are asked about: of Alder's alliance, of the next campus alone, of another alliance. */
export const forumCases = {
  space: async ({ world }: TestServer): Promise<Case[]> => {
    const ofPlaces = (await fillForums(world)).map(({ place, space }) => [whose[place], space] as const);
    await keepGroupSpace(world.groups.hidden);
    const ofGroup = ["a hidden group’s", await spaceSubject("group", world.groups.hidden)] as const;
    return [...ofPlaces, ofGroup].map(([name, space]) => ({
      ...{ name, subject: space, mayKnow: (viewer) => canReadSpace(viewer, space) },
      fields: async ({ viewer }) => ({ spaceId: space.id, ...(await importFor(viewer, space.id)) }),
    }));
  },
  commons: async ({ world }: TestServer): Promise<Case[]> => {
    const { northern, southern } = world.convenings;
    return await Promise.all(
      [northern, southern].map(async (conveningId) => {
        const subject = await spaceSubject("convening", conveningId);
        return {
          ...{ name: conveningId === northern ? whose.alder : whose.cedar, subject },
          mayKnow: (viewer) => canReadSpace(viewer, subject),
          fields: async () => ({ conveningId }),
        } satisfies Case;
      }),
    );
  },
  category: async ({ world }: TestServer): Promise<Case[]> =>
    (await fillForums(world)).flatMap(({ place, open, closed }) =>
      [open, closed].map(({ record, subject }) => ({
        ...{ name: `${whose[place]} ${record.title}`, subject },
        mayKnow: (viewer) => canReadCategory(viewer, subject),
        fields: async () => {
          await reopen(record);
          return { ...words, categoryId: record._id, before: null, year: null };
        },
      })),
    ),
  thread: async ({ world }: TestServer): Promise<Case[]> =>
    (await listThreads(world)).map(({ name, thread }) => ({
      ...{ name, subject: thread.subject, mayKnow: (viewer) => canReadThread(viewer, thread.subject) },
      channels: [`forums:${thread.record._id}`],
      fields: async () => {
        const { spaceId, categoryId } = thread.record.placements[0] as PlacementRecord;
        const there = { spaceId, categoryId, intoId: thread.record._id, postIds: [newId()] };
        return { ...(await asItWas(thread)), ...there, postId: null };
      },
    })),
  held: async ({ world }: TestServer): Promise<Case[]> =>
    (await listThreads(world)).flatMap(({ name, thread }): Case[] => {
      const { space } = (thread.subject.placements[0] as PlacementSubject).category;
      const subjectBy = (authorId: Id): HeldSubject => ({ authorId, space });
      return [
        {
          ...{ name: `somebody’s in ${name}`, subject: subjectBy(newId()) },
          mayKnow: (viewer) => canModerateSpace(viewer, space),
          fields: async () => ({ ...(await asItWas(thread)), heldId: await holdAs(newId(), thread) }),
        },
        {
          ...{
            name: `one’s own in ${name}`,
            subject: subjectBy(""),
            mayKnow: ({ personId }) => personId !== null,
          },
          subjectFor: ({ personId }) => subjectBy(personId ?? ""),
          fields: async ({ viewer }) => ({
            ...(await asItWas(thread)),
            heldId: await holdAs(viewer.personId ?? newId(), thread),
          }),
        },
      ];
    }),
  placement: async ({ world }: TestServer): Promise<Case[]> =>
    (await listThreads(world)).map(({ name, thread }) => ({
      ...{ name, subject: thread.subject.placements[0] },
      mayKnow: (viewer) => canReadThread(viewer, thread.subject),
      fields: async () => ({ ...(await asItWas(thread)), ...thread.record.placements[0] }),
    })),
  post: async ({ world }: TestServer): Promise<Case[]> => {
    const threads = await listThreads(world);
    await Post.deleteMany({ _id: mongoose.trusted({ $in: own.splice(0) }) });
    return threads.flatMap(({ name, thread }): Case[] => {
      const subjectBy = (authorId: Id): PostSubject => ({ authorId, thread: thread.subject });
      const mayKnow = (viewer: Viewer) => canReadThread(viewer, thread.subject);
      return [
        {
          ...{ name: `somebody’s in ${name}`, subject: subjectBy(thread.record.author.personId), mayKnow },
          fields: async () => ({ ...(await asItWas(thread)), postId: thread.record._id }),
        },
        {
          ...{ name: `one’s own in ${name}`, subject: subjectBy(""), mayKnow },
          subjectFor: ({ personId }) => subjectBy(personId ?? ""),
          fields: async ({ viewer }) => ({
            ...(await asItWas(thread)),
            postId: await sayAs(viewer, thread),
          }),
        },
      ];
    });
  },
};

/** People: of Alder, of another alliance. */
export const personCases = {
  person: async ({ world }: TestServer): Promise<Case[]> => {
    const { pat, ola } = world.people;
    return await Promise.all(
      [pat.personId, ola.personId].map(async (personId) => {
        const subject = (await toPersonSubject(personId)) as PersonSubject;
        return {
          ...{ name: personId === pat.personId ? whose.alder : whose.cedar, subject },
          channels: [`notifications:${personId}`, `debriefmine:${personId}`],
          mayKnow: (viewer) => canFollowPerson(viewer, subject),
          fields: async () => ({ personId }),
        } satisfies Case;
      }),
    );
  },
};

/** What is written and told wherever it is asked for. */
const words: Fields = {
  body: fromPlainText("A word"),
  ...{ poll: null, isTried: false, isClosed: false, edits: 0 },
};

/** One forum with a category for everybody in it and one for its moderators, each with a thread. */
interface Forum {
  place: Place;
  space: SpaceSubject;
  open: KnownCategory;
  closed: KnownCategory;
  threads: { name: string; thread: KnownThread }[];
}

const filled = new WeakMap<World, Promise<Forum[]>>();

/** The three forums, filled once for each world. */
function fillForums(world: World): Promise<Forum[]> {
  const known = filled.get(world) ?? Promise.all(places.map((place) => fillForum(world, place)));
  filled.set(world, known);
  return known;
}

/** Every thread that the matrix asks about, with its name. */
export async function listThreads(world: World): Promise<Forum["threads"]> {
  return (await fillForums(world)).flatMap(({ threads }) => threads);
}

async function fillForum({ programs, campuses }: World, place: Place): Promise<Forum> {
  const space =
    place === "birch"
      ? await spaceSubject("campus", campuses.birch)
      : await spaceSubject("alliance", programs[programOf[place]]);
  const closed = { _id: newId(), title: "moderators’ category", description: "", ...forModerators };
  const open = { _id: newId(), title: "category", description: "", ...forEveryone };
  await changing(["categories"], (session) => insertFirstCategories(space.id, [closed, open], session));
  const known = await toKnownCategories(await listCategoriesOf([space.id]));
  const find = (id: Id) => known.find(({ record }) => record._id === id) as KnownCategory;
  const threads = [open, closed].map(async ({ _id, title }) => ({
    name: `${whose[place]} ${title}`,
    thread: await fillThread(moderatorOf(space), _id),
  }));
  return {
    place,
    space,
    open: find(open._id),
    closed: find(closed._id),
    threads: await Promise.all(threads),
  };
}

async function fillThread(author: Viewer, categoryId: Id): Promise<KnownThread> {
  const { threadId } = await startThread(author, categoryId, buildStart({ kind: "question" }));
  const [known] = await toKnownThreads([{ ...(await getThread(threadId)), posts: LATER }]);
  return known as KnownThread;
}

/** Where replies go on that the doors let through; below are those that the matrix has put there. */
const LATER = 5_000;
let saidSoFar = 0;
/** Posts that were made for one door. */
const own: Id[] = [];

/** Whoever was let through the last door has changed it: its audiences are what its subject says again. */
const reopen = onceAtATime(async ({ _id, ...asItWas }: KnownCategory["record"]): Promise<void> => {
  await changeCategoryRecord(_id, asItWas);
});

/** Makes the thread what its subject says, whatever the last door has let through. */
const asItWas = onceAtATime(async ({ record }: KnownThread): Promise<Fields> => {
  await Thread.collection.replaceOne({ _id: record._id } as never, (await toStored(record)) as never);
  await Post.deleteMany({ threadId: record._id, place: LATER });
  await Post.updateOne({ _id: record._id }, { $set: { ...untouched, body: words.body } });
  return { ...words, threadId: record._id };
});

/** A post of that person's own in the thread, also where they would not be let. */
async function sayAs({ personId, campusId }: Viewer, { record }: KnownThread): Promise<Id> {
  const author = { personId: personId ?? newId(), campusId };
  const place = ++saidSoFar;
  const post = { ...untouched, _id: newId(), threadId: record._id, place, author, at: Date.now() };
  const said = { ...post, seq: 1, body: words.body, isTried: false } as PostRecord;
  await Post.collection.insertOne(said as never);
  own.push(said._id);
  return said._id;
}

/** A reply of that person's that waits, also where they would not be let. */
async function holdAs(personId: Id, { record }: KnownThread): Promise<Id> {
  const { spaceId } = record.placements[0] as PlacementRecord;
  const author = { personId, campusId: null };
  const where = { kind: "reply" as const, postId: newId(), threadId: record._id, spaceId, author };
  const held = { ...where, at: Date.now(), body: fromPlainText("A word"), isTried: false };
  return (await keepHeld(toHeldRecord({ ...held, start: null, reason: "" })))._id;
}

/** Somebody who looks after the space and is nobody in particular. */
function moderatorOf({ programId, campusIds }: SpaceSubject): Viewer {
  const held: HeldRole =
    programId === null
      ? { role: "coordinator", scopeKind: "campus", scopeId: campusIds[0] as Id }
      : { role: "steward", scopeKind: "alliance", scopeId: programId };
  return { ...stranger, personId: newId(), isVerified: true, roles: [held] };
}

const forEveryone = { read: "everyone", start: "everyone", answer: "everyone" } as const;
const forModerators = { read: "moderators", start: "moderators", answer: "moderators" } as const;

async function spaceSubject(kind: SpaceKind, scopeId: Id): Promise<SpaceSubject> {
  const record = await findSpaceOf(kind, scopeId);
  const [known] = await toKnownSpaces(record === null ? [] : [record]);
  if (known === undefined) throw new Error(`The world has no ${kind} of that id.`);
  return known.subject;
}

/** A file on its way into the space, from whoever asks, with its first piece. */
async function importFor({ personId }: Viewer, spaceId: Id) {
  const importId = newId();
  const [category] = await listCategoriesOf([spaceId]);
  const categoryId = category?._id ?? newId();
  await keepImport({
    ...{ _id: importId, spaceId, by: personId ?? newId(), byName: "", at: Date.now(), fileName: "a.csv" },
    ...{ categoryId, state: "arriving", size: 9, received: 0, plan: null, problems: [], problemCount: 0 },
    ...{ reason: "", done: { threads: 0, posts: 0 } },
  });
  return { importId, categoryId, size: 9, bytes: "YSxiCg==" };
}
