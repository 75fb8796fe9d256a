import { listEveryCampus } from "#server/campuses/campuses.reads";
import { listEveryConvening } from "#server/convenings/convenings.reads";
import { listEveryProgram } from "#server/programs/programs.reads";
import type { SpaceKind } from "#shared/forums/spaces.contract";
import { type Id, newId } from "#shared/ids";
import { type CategoryWords, insertFirstCategories } from "./categories.model";
import { loadEntries } from "./entries.load";
import { keepSpace, listScopeIds, type SpaceFacts } from "./spaces.model";
import { loadThreadLists } from "./threadLists.load";

/**
 * Keeps a space for each program, campus and convening; what has one already stays as people have made it. What was said
 * before there was a search is entered into it, and threads into lists that came after them.
 */
export async function loadForums(): Promise<void> {
  const [programs, campuses, convenings] = await Promise.all([
    listEveryProgram(),
    listEveryCampus(),
    listEveryConvening(),
  ]);
  await keepAll(
    "alliance",
    programs.map(({ id }) => ({ scopeId: id, programId: id, campusId: null })),
  );
  await keepAll(
    "campus",
    campuses.map(({ id }) => ({ scopeId: id, programId: null, campusId: id })),
  );
  await keepAll(
    "convening",
    convenings.map(({ id, programId }) => ({ scopeId: id, programId, campusId: null })),
  );
  await loadEntries();
  await loadThreadLists();
}

/** Keeps the commons of a convening that was made while servers run. */
export async function keepCommons({ id, programId }: { id: Id; programId: Id }): Promise<void> {
  await keepAll("convening", [{ scopeId: id, programId, campusId: null }]);
}

/** Keeps the space of a group, once somebody of it looks for it. */
export async function keepGroupSpace(groupId: Id): Promise<void> {
  await keepAll("group", [{ scopeId: groupId, programId: null, campusId: null }]);
}

async function keepAll(kind: SpaceKind, spaces: readonly Omit<SpaceFacts, "kind">[]): Promise<void> {
  const known = await listScopeIds(
    kind,
    spaces.map(({ scopeId }) => scopeId),
  );
  for (const facts of spaces.filter(({ scopeId }) => !known.has(scopeId))) {
    await keepSpace({ kind, ...facts }, async (spaceId, session) => {
      const categories = FIRST[kind].map((words) => ({ _id: newId(), ...words }));
      await insertFirstCategories(spaceId, categories, session);
    });
  }
}

const forEveryone = { read: "everyone", start: "everyone", answer: "everyone" } as const;

const discussion: CategoryWords = { title: "Discussion", description: "", ...forEveryone };

/** What a space begins with. Moderators name and order it as they like from then on. */
const FIRST: Record<SpaceKind, readonly CategoryWords[]> = {
  alliance: [
    {
      title: "Announcements",
      description: "What everybody should know, from those who look after this space.",
      ...forEveryone,
      start: "moderators",
    },
    {
      title: "Questions",
      description: "Ask the other campuses. Mark the answer that settled it.",
      ...forEveryone,
    },
    {
      title: "Practice",
      description: "What you do, how it goes, and what came of trying somebody else’s.",
      ...forEveryone,
    },
    { title: "Introductions", description: "Who you are and what you work on.", ...forEveryone },
  ],
  convening: [{ ...discussion, description: "What the session leaves us with, across the campuses." }],
  campus: [{ ...discussion, description: "Among ourselves." }],
  group: [{ ...discussion, description: "Among ourselves." }],
};
