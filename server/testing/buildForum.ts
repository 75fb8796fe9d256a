import { appendCategory, type CategoryWords } from "#server/forums/categories.model";
import { findSpaceOf } from "#server/forums/spaces.model";
import { threadEndpoints as doors, type StartThreadInput } from "#shared/forums/threads.endpoints";
import { type Id, newId } from "#shared/ids";
import type { HeldRole } from "#shared/people/viewer";
import type { RichTextDocument, RichTextNode } from "#shared/richText/document";
import { fromPlainText } from "#shared/richText/plainText";
import { buildSomeone, type Someone } from "./buildRoom";
import type { TestServer } from "./startServer";

/** A category of its own for one test, with people of its own, so that no test spends another's share of deeds. */
export interface ForumOfOurs {
  /** The forum of Alder's and Birch's alliance. */
  spaceId: Id;
  categoryId: Id;
  /** Stu stewards the alliance. Max and Mia are of Alder, Ben is of Birch, Ola is of another alliance. */
  stu: Someone;
  max: Someone;
  mia: Someone;
  ben: Someone;
  ola: Someone;
}

/** Makes a category that is for everybody, unless it is said for whom it is. */
export async function buildForum(
  server: TestServer,
  words: Partial<CategoryWords> = {},
): Promise<ForumOfOurs> {
  const { programs, campuses } = server.world;
  const spaceId = (await findSpaceOf("alliance", programs.northern))?._id as Id;
  const stewards: HeldRole = { role: "steward", scopeKind: "alliance", scopeId: programs.northern };
  return {
    spaceId,
    categoryId: await buildCategory(spaceId, words),
    stu: await buildSomeone(server, "Stu", campuses.dogwood, [stewards]),
    max: await buildSomeone(server, "Max", campuses.alder),
    mia: await buildSomeone(server, "Mia", campuses.alder),
    ben: await buildSomeone(server, "Ben", campuses.birch),
    ola: await buildSomeone(server, "Ola", campuses.cedar),
  };
}

/** Adds a category to a space. */
export async function buildCategory(spaceId: Id, words: Partial<CategoryWords> = {}): Promise<Id> {
  const _id = newId();
  const forEveryone = { read: "everyone", start: "everyone", answer: "everyone" } as const;
  await appendCategory(
    spaceId,
    { _id, title: "A category", description: "", ...forEveryone, ...words },
    1_000,
  );
  return _id;
}

/** Starts a thread as that person and answers its id, which is its opening's too. */
export async function start(
  categoryId: Id,
  { browser }: Pick<Someone, "browser">,
  given: Partial<StartThreadInput> = {},
): Promise<Id> {
  const input = buildStart(given);
  return (await browser.do(doors.start, { params: { categoryId }, input })).threadId;
}

/** What starts a thread: a discussion, where nothing else is said. */
export function buildStart(given: Partial<StartThreadInput> = {}): StartThreadInput {
  return {
    ...{ threadId: newId(), kind: "discussion", title: "How do you begin?", tags: [], alsoIn: [] },
    body: fromPlainText("We begin with a round of names."),
    poll: given.kind === "poll" ? { options: ["Yes", "No", "Later"], isMultiple: false } : null,
    ...(given.kind === "proposal" && { decideBy: Date.now() + 7 * 86_400_000 }),
    ...given,
  };
}

/** A text that mentions somebody. */
export function mentioning(id: Id, label: string): RichTextDocument {
  const mention: RichTextNode = { type: "mention", attrs: { kind: "person", id, label } };
  return {
    type: "doc",
    content: [{ type: "paragraph", content: [mention, { type: "text", text: ", what do you think?" }] }],
  };
}

/** Replies as that person and answers the fact. */
export async function answerIn(
  threadId: Id,
  { browser }: Pick<Someone, "browser">,
  said: string | RichTextDocument,
  isTried = false,
) {
  const body = typeof said === "string" ? fromPlainText(said) : said;
  const input = { deedId: newId(), body, isTried };
  return await browser.do(doors.reply, { params: { threadId }, input });
}

/** A thread as somebody's page first shows it, or near a place. */
export async function show(threadId: Id, { browser }: Pick<Someone, "browser">, near?: number) {
  return await browser.do(doors.show, { params: { threadId }, input: near === undefined ? {} : { near } });
}
