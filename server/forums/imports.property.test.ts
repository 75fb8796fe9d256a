import * as fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type PastThread, storeThreads } from "#server/testing/fillForum";
import { unpack } from "#server/testing/movedSpace";
import { startServer, type TestServer } from "#server/testing/startServer";
import { threadKinds } from "#shared/forums/threads.contract";
import { type Id, newId } from "#shared/ids";
import type { Viewer } from "#shared/people/viewer";
import type { RichTextDocument, RichTextNode } from "#shared/richText/document";
import { isEmptyDocument } from "#shared/richText/plainText";
import { documents } from "#shared/richText/testing";
import { nodesOf } from "#shared/richText/walk";
import { Category, listCategoriesOf } from "./categories.model";
import { Entry } from "./entries.model";
import { exportSpace } from "./exports.reads";
import { bringLoad, checkLoad } from "./importWork.commands";
import { Post } from "./posts.model";
import { findSpaceOf, Space } from "./spaces.model";
import { Thread } from "./threads.model";

let server: TestServer;
let from: Id;
let into: Id;
beforeAll(async () => {
  server = await startServer();
  const { northern, southern } = server.world.programs;
  from = (await findSpaceOf("alliance", northern))?._id as Id;
  into = (await findSpaceOf("alliance", southern))?._id as Id;
});
afterAll(() => server.close());

test("what is taken out of one space and brought into an empty one is the same there", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(threads(), { minLength: 1, maxLength: 6 }), async (made) => {
      await Promise.all([Thread.deleteMany(), Post.deleteMany(), Entry.deleteMany()]);
      const [category] = await listCategoriesOf([from]);
      await Category.deleteMany({ spaceId: into });
      await Space.updateOne({ _id: into }, { lastAt: null });
      const categoryId = category?._id as Id;
      await storeThreads(
        made.map((thread) => ({
          ...thread,
          placement: { spaceId: from, categoryId, isPinned: thread.isPinned, isHidden: false },
        })),
      );
      const file = await take(server.world.people.stella, from);
      const load = {
        ...{
          importId: newId(),
          spaceId: into,
          categoryId: newId(),
          by: null,
          byName: "Sten",
          at: Date.now(),
        },
        open: async function* () {
          yield file;
        },
      };
      const { plan, problems } = await checkLoad(load);
      expect(problems).toEqual([]);
      const posts = made.reduce((sum, thread) => sum + thread.posts.length, 0);
      expect(plan).toMatchObject({ threads: made.length, posts, known: 0, categories: ["Announcements"] });
      expect(await bringLoad(load)).toEqual({ threads: made.length, posts });
      expect(ordered(await take(server.world.people.sten, into))).toEqual(ordered(file));
      // Once more is nothing more.
      expect(await bringLoad(load)).toEqual({ threads: 0, posts: 0 });
      expect(ordered(await take(server.world.people.sten, into))).toEqual(ordered(file));
      const [brought] = await listCategoriesOf([into]);
      expect(brought?.threadCount).toBe(made.length);
      expect((await Space.findById(into))?.lastAt).toBe(Math.max(...made.flatMap(momentsOf)));
      // Whoever searches finds what was brought as they find what was said here.
      expect(await Entry.countDocuments({ categoryIds: brought?._id })).toBe(posts);
    }),
    { numRuns: 12, endOnFailure: true },
  );
}, 120_000);

async function take(viewer: Viewer, spaceId: Id): Promise<Buffer> {
  const { lines } = await exportSpace(viewer, spaceId);
  let text = "";
  for await (const line of lines) text += line;
  return Buffer.from(text);
}

/** Threads of one moment stand in the order of their ids, which are others in another space. */
function ordered(file: Buffer) {
  const { threads, posts } = unpack(file);
  return { threads: threads.sort((one, other) => (one.id < other.id ? -1 : 1)), posts: grouped(posts) };
}

function grouped(posts: ReturnType<typeof unpack>["posts"]) {
  const threads = new Map<string, unknown[]>();
  for (const post of posts) threads.set(post.threadId, [...(threads.get(post.threadId) ?? []), post]);
  return Object.fromEntries([...threads].sort());
}

function momentsOf({ posts }: PastThread): number[] {
  return posts.map(({ at }) => at);
}

/** Threads that a forum could hold, by people of it. Pictures and files do not go along, so there are none. */
function threads() {
  const people = () => [server.world.people.max, server.world.people.mia, server.world.people.ben];
  const author = fc
    .nat(2)
    .map((place) => people()[place]!)
    .map(({ personId, campusId }) => ({ personId, campusId }));
  const body = documents()
    .map(plain)
    .filter((document) => !isEmptyDocument(document));
  const reactions = fc.record({ resonates: fc.nat(9), thanks: fc.nat(9), sayMore: fc.nat(9) });
  const post = fc.record({ author, body, reactions, isTried: fc.boolean() });
  return fc
    .record({
      // A proposal comes in as a discussion: see `exports.test.ts`.
      kind: fc.constantFrom(...threadKinds.filter((kind) => kind !== "proposal")),
      title: fc.stringMatching(/^[A-Za-z][a-z ,?]{3,60}[a-z?]$/),
      tags: fc.uniqueArray(fc.constantFrom("rounds", "first weeks", "año nuevo"), { maxLength: 3 }),
      begun: fc.integer({ min: Date.UTC(2015, 0), max: Date.UTC(2025, 0) }),
      said: fc.array(post, { minLength: 1, maxLength: 5 }),
      isPinned: fc.boolean(),
      isClosed: fc.boolean(),
      accepted: fc.nat(4),
    })
    .map(({ begun, said, kind, accepted, ...thread }) => ({
      ...{ ...thread, kind, placement: null as never },
      ...(kind === "question" && accepted > 0 && accepted < said.length && { acceptedPlace: accepted }),
      poll:
        kind === "poll"
          ? { options: [choice("Yes", 2), choice("No", 1)], isMultiple: false, voters: 3 }
          : null,
      posts: said.map((post, place) => ({
        ...post,
        ...{ isTried: post.isTried && kind === "practice", at: begun + place * 60_000 },
      })),
    }));
}

function choice(label: string, votes: number) {
  return { label, votes };
}

function plain(document: RichTextDocument): RichTextDocument {
  for (const node of nodesOf(document)) {
    node.content = node.content?.filter(({ type }) => type !== "image" && type !== "file") ?? [];
    if (node.content.length === 0) delete node.content;
    // A quotation without anything behind it names nothing, also where it was written.
    if (node.type === "blockquote") delete node.attrs;
    const isContainer = ["doc", "blockquote", "tableCell", "tableHeader"].includes(node.type);
    if (isContainer && node.content === undefined) node.content = [{ type: "paragraph" } as RichTextNode];
  }
  return document;
}
