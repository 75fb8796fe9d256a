import { isDuplicate } from "#server/database/duplicates";
import { inTransaction, type Session } from "#server/database/transaction";
import { authorize, conflict, forbidden, invalid, notFound } from "#server/errors";
import { askForFiles, placeFiles, type ShownFiles } from "#server/files/uses.reads";
import { announce } from "#server/live/publish";
import { canModerateSpace, canStartThread } from "#shared/forums/spaces.policy";
import type { StartThreadInput } from "#shared/forums/threads.endpoints";
import type { Id } from "#shared/ids";
import type { Viewer } from "#shared/people/viewer";
import type { RichTextDocument } from "#shared/richText/document";
import { excerpt } from "#shared/richText/plainText";
import { countThread, listCategoryHeads } from "./categories.model";
import { enterPost } from "./entries.commands";
import { endAfterWaiting, expectEndOfProposal, toDecision } from "./expectDecideBy";
import { expectWords } from "./expectWords";
import { type HeldRecord, type Hold, toHeldRecord } from "./held.model";
import { findHold } from "./holding.reads";
import { inTurn } from "./inTurn";
import { findOrigin } from "./origins.reads";
import { keepWithFiles } from "./pace.commands";
import { insertPost, type PostRecord, untouched } from "./posts.model";
import { attributeQuotes } from "./quotes.reads";
import { noteSaid } from "./said.commands";
import { findCategory, type KnownCategory, toKnownCategories } from "./spaces.reads";
import { findThreadRecord, insertThread, type Speaker, type ThreadRecord } from "./threads.model";
import { getThread } from "./threads.reads";
import { takeTurn } from "./turns";

/** How much of the opening a list shows. */
export const EXCERPT_LENGTH = 240;

/**
 * Starts a thread in a category, and in further ones of other spaces. It is asked in every one whether the viewer may;
 * refused in one, it is started in none. The same id again is the same thread.
 */
export async function startThread(
  viewer: Viewer,
  categoryId: Id,
  input: StartThreadInput,
): Promise<{ threadId: Id; isHeld: boolean }> {
  const known = await findThreadRecord(input.threadId);
  // One's own is answered as it was then, also where it could not be started any more.
  if (known?.author.personId === viewer.personId) return await startedBefore(viewer, known);
  const home = await findCategory(viewer, categoryId);
  const others = await Promise.all(input.alsoIn.map((id) => findCategory(viewer, id)));
  const categories = [home, ...others];
  for (const { subject } of categories) authorize(canStartThread(viewer, subject));
  if (input.kind === "announcement") expectModerator(viewer, categories);
  expectWhole(input, categories);

  const carriedFrom = await expectOrigin(viewer, input, home);
  const shown = await askForFiles(viewer, input.body);
  const body = await attributeQuotes(input.threadId, shown.body);
  const origin = carriedFrom ? { carriedFrom } : {};
  const hold = await findHold(viewer, categories, { ...input, choices: input.poll?.options });
  if (hold !== null) return await holdThread(viewer, { ...input, body }, { categories, shown, origin, hold });
  const thread = { ...toThread(speakerOf(viewer), input, categories), ...origin };
  const opening = toOpening(thread, body);
  const { groupId } = home.subject.space;
  const takesTurn = (session: Session) => takeTurn(viewer, groupId, thread.at, session);
  const isKept = await keepThread(thread, opening, shown, takesTurn).catch(async (error) => {
    // Sent twice at once, whoever speaks slowly has taken their turn with the other.
    if ((await findThreadRecord(thread._id)) === null) throw error;
    return false;
  });
  if (!isKept) return await startedBefore(viewer, await getThread(thread._id));
  await noteStarted(thread, body);
  return { threadId: thread._id, isHeld: false };
}

/** What a thread that is held brings along besides its words. */
interface Whereabouts {
  categories: readonly KnownCategory[];
  shown: ShownFiles;
  origin: Pick<ThreadRecord, "carriedFrom">;
  hold: Hold;
}

/** Keeps a thread for a moderator of its home. Nobody else can tell that it is there. */
async function holdThread(
  viewer: Viewer,
  { threadId, kind, title, tags, poll, decideBy, body }: StartThreadInput,
  { categories, shown, origin, hold }: Whereabouts,
): Promise<{ threadId: Id; isHeld: boolean }> {
  const author = speakerOf(viewer);
  const categoryIds = categories.map(({ record }) => record._id);
  const until = decideBy === undefined ? {} : { decideBy };
  const start = { kind, title, tags, poll, ...until, categoryIds, ...origin };
  const where = { kind: "thread" as const, postId: threadId, threadId };
  const spaceId = (categories[0] as KnownCategory).space._id;
  const at = Date.now();
  const record = { ...where, spaceId, author, at, body, isTried: false, start, reason: "", hold };
  const { groupId } = (categories[0] as KnownCategory).subject.space;
  const takesTurn = (session: Session) => takeTurn(viewer, groupId, at, session);
  const kept = await keepWithFiles(toHeldRecord(record), shown, takesTurn);
  if (kept.author.personId !== author.personId) throw deedKnown();
  return { threadId, isHeld: true };
}

/**
 * Starts a thread that was held, as its author's; where one of its categories is gone it stands in the others. `decide`
 * says so of what is held, in the same transaction, and refuses where somebody else was quicker.
 */
export async function startHeld(
  held: HeldRecord,
  decide: (session: Session) => Promise<void>,
): Promise<void> {
  const { author, start, body, threadId } = held;
  if (start === null || body === null) throw conflict("decided", "Somebody else has decided this meanwhile.");
  const records = await listCategoryHeads(start.categoryIds);
  const categories = (await toKnownCategories(records)).sort(
    (one, other) => start.categoryIds.indexOf(one.record._id) - start.categoryIds.indexOf(other.record._id),
  );
  if (categories.length === 0) throw notFound("The category in which it was to stand is gone.");
  const { carriedFrom, ...input } = start;
  const made = toThread(
    author,
    { ...input, ...endAfterWaiting(held), threadId, body, alsoIn: [] },
    categories,
  );
  const thread = { ...made, ...(carriedFrom && { carriedFrom }) };
  if (await keepThread(thread, toOpening(thread, body), null, decide)) await noteStarted(thread, body);
}

/** Its author watches it from here on, and whoever is meant to hear of it does. */
async function noteStarted(thread: ThreadRecord, body: RichTextDocument): Promise<void> {
  const { _id: threadId, author } = thread;
  await noteSaid(thread, author.personId, 1, "watch");
  announce("forums:started", { threadId, authorId: author.personId, body });
}

/** Who speaks, and from where. */
export function speakerOf({ personId, campusId }: Viewer): Speaker {
  return { personId: personId as Id, campusId };
}

/**
 * Stores a thread with its opening, and counts it where it stands; false where it is there already. What comes before
 * belongs to the same transaction. Of one that was held the files stand there already.
 */
async function keepThread(
  thread: ThreadRecord,
  opening: PostRecord,
  shown: ShownFiles | null,
  before?: (session: Session) => Promise<void>,
): Promise<boolean> {
  const counted = thread.placements.map(({ categoryId }) => categoryId);
  const store = async (session: Session) => {
    await before?.(session);
    await insertThread(thread, session);
    await insertPost(opening, session);
    if (shown !== null) await placeFiles({ kind: "post", id: opening._id }, shown, session);
    await enterPost(thread, opening, session);
    for (const categoryId of counted) await countThread(categoryId, 1, session);
  };
  try {
    await inTurn(counted, () => inTransaction(store));
    return true;
  } catch (error) {
    if (isDuplicate(error, "_id")) return false;
    throw error;
  }
}

async function startedBefore({ personId }: Viewer, known: ThreadRecord) {
  if (known.author.personId !== personId) throw deedKnown();
  await noteSaid(known, known.author.personId, 1, "watch");
  return { threadId: known._id, isHeld: false };
}

const deedKnown = () => conflict("deedKnown", "That was sent before as something else. Send it anew.");

/** What was begun in a room is carried on in the one space that is meant for it, by somebody of that room. */
async function expectOrigin(
  viewer: Viewer,
  { carriedFrom: debriefId }: StartThreadInput,
  { space }: KnownCategory,
): Promise<ThreadRecord["carriedFrom"] | null> {
  if (debriefId === undefined) return null;
  const origin = await findOrigin(viewer, debriefId);
  if (origin === null) throw notFound();
  if (space.kind !== origin.space.kind || space.scopeId !== origin.space.scopeId) {
    const message = "A room is carried on in the commons of its convening, or in the forum of its group.";
    throw invalid(message, [{ path: "carriedFrom", message }]);
  }
  return { debriefId, campusId: origin.campus?.id ?? null };
}

function expectModerator(viewer: Viewer, categories: readonly KnownCategory[]): void {
  if (!categories.every(({ subject }) => canModerateSpace(viewer, subject.space)))
    throw forbidden("Only those who look after the space make announcements there.");
}

function expectWhole(input: StartThreadInput, categories: readonly KnownCategory[]): void {
  const { kind, poll, body } = input;
  expectWords(body);
  expectEndOfProposal(input);
  if ((kind === "poll") !== (poll !== null)) {
    const message = "A poll has choices, and nothing else has.";
    throw invalid(message, [{ path: "poll", message }]);
  }
  if (new Set(categories.map(({ space }) => space._id)).size < categories.length) {
    const message = "A thread stands once in each space.";
    throw invalid(message, [{ path: "alsoIn", message }]);
  }
}

function toThread(
  author: Speaker,
  { threadId, kind, title, tags, poll, decideBy, body }: StartThreadInput,
  categories: readonly KnownCategory[],
): ThreadRecord {
  const at = Date.now();
  return {
    ...{ _id: threadId, seq: 1, kind, title, tags: [...new Set(tags)] },
    ...{ author, last: author, at, lastAt: at, posts: 1 },
    campusIds: author.campusId === null ? [] : [author.campusId],
    ...{ isClosed: false, acceptedId: null, tried: 0 },
    poll: poll && {
      options: poll.options.map((label) => ({ label, votes: 0 })),
      isMultiple: poll.isMultiple,
      voters: 0,
    },
    ...toDecision(decideBy),
    excerpt: excerpt(body, EXCERPT_LENGTH),
    placements: categories.map(({ record, space }) => ({
      ...{ spaceId: space._id, categoryId: record._id },
      ...{ isPinned: false, isHidden: false },
    })),
  };
}

function toOpening({ _id, author, at }: ThreadRecord, body: RichTextDocument): PostRecord {
  return { ...untouched, _id, threadId: _id, place: 0, author, at, seq: 1, body, isTried: false };
}
