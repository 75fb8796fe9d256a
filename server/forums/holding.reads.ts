import { conflict } from "#server/errors";
import { heldWordsIn } from "#shared/forums/heldWords";
import { canModerateSpace } from "#shared/forums/spaces.policy";
import type { Id } from "#shared/ids";
import type { Viewer } from "#shared/people/viewer";
import type { RichTextDocument } from "#shared/richText/document";
import { plainText } from "#shared/richText/plainText";
import { nodesOf } from "#shared/richText/walk";
import { hasEntryIn } from "./entries.model";
import type { Hold } from "./held.model";
import { type HoldRulesRecord, listHoldRules } from "./holdRules.model";
import { linksElsewhere } from "./linksElsewhere";
import type { KnownCategory } from "./spaces.reads";

/** What somebody says, or would say then. */
export interface Said {
  body?: RichTextDocument | null;
  title?: string;
  tags?: readonly string[];
  choices?: readonly string[] | undefined;
}

/**
 * Why what they say in those categories waits; null where it does not. Each category is asked by the rules of its space,
 * and only where they do not look after it themselves.
 */
export async function findHold(
  viewer: Viewer,
  categories: readonly KnownCategory[],
  said: Said,
): Promise<Hold | null> {
  const asked = asksOf(viewer, categories);
  return (await findRule(viewer, asked, { said })) ?? (await findFirst(viewer, asked));
}

/** What is said in place of something that is shown already. */
interface Change {
  said: Said;
  /** What stood there before. */
  before?: Said;
  /** The post that is written anew: by it alone its author is no longer new there. */
  postId?: Id;
}

/** Refuses to bring something into what is shown already that would have waited. What stood there before stays. */
export async function expectNothingHeld(
  viewer: Viewer,
  categories: readonly KnownCategory[],
  change: Change,
  refusal = heldByRule,
): Promise<void> {
  if ((await findRule(viewer, asksOf(viewer, categories), change)) !== null) throw refusal();
}

/** The first rule that is met by what is said and was not by what stood there before. */
async function findRule(
  viewer: Viewer,
  categories: readonly KnownCategory[],
  { said, before: known = {}, postId }: Change,
): Promise<Hold | null> {
  const rules = await listHoldRules([...new Set(categories.map(({ space }) => space._id))]);
  // Most spaces have none, and nobody waits for their words to be read.
  if (rules.every(({ words, links }) => words.length === 0 && links === "never")) return null;
  const [text, former] = [toText(said), toText(known)];
  for (const { _id: spaceId, words } of rules) {
    const before = heldWordsIn(words, former);
    const word = heldWordsIn(words, text).find((one) => !before.includes(one));
    if (word !== undefined) return { cause: "word", spaceId, word };
  }
  const before = linksElsewhere(former);
  if (linksElsewhere(text).every((link) => before.includes(link))) return null;
  return await findLinkRule(viewer, categories, rules, postId);
}

async function findLinkRule(
  { personId }: Viewer,
  categories: readonly KnownCategory[],
  rules: readonly HoldRulesRecord[],
  postId: Id | undefined,
): Promise<Hold | null> {
  for (const { record, space } of categories) {
    const { links = "never" } = rules.find(({ _id }) => _id === space._id) ?? {};
    if (links === "never") continue;
    if (links === "always" || !(await hasEntryIn(personId as Id, record._id, postId)))
      return { cause: "link", spaceId: space._id, word: "" };
  }
  return null;
}

/** Where first words wait, and none of theirs was ever shown. */
async function findFirst({ personId }: Viewer, categories: readonly KnownCategory[]): Promise<Hold | null> {
  for (const { record } of categories) {
    if (!record.holdsFirst) continue;
    if (!(await hasEntryIn(personId as Id, record._id))) return { cause: "first", spaceId: null, word: "" };
  }
  return null;
}

/** Nothing of theirs waits where they look after the space. */
function asksOf(viewer: Viewer, categories: readonly KnownCategory[]): KnownCategory[] {
  return categories.filter(({ subject }) => !canModerateSpace(viewer, subject.space));
}

/** All that is read, and where its links lead. */
function toText({ body, title = "", tags = [], choices = [] }: Said): string {
  const written = body ? [plainText(body), ...addressesIn(body)] : [];
  return [title, ...tags, ...choices, ...written].join("\n");
}

function addressesIn(body: RichTextDocument): string[] {
  return [...nodesOf(body)].flatMap(({ marks = [] }) =>
    marks.flatMap(({ type, attrs }) => (type === "link" ? [String(attrs?.href ?? "")] : [])),
  );
}

const heldByRule = () =>
  conflict(
    "heldByRule",
    "This brings in a word or a link that waits for a moderator here. Your words are kept: leave it out, or say it in a new reply, which a moderator looks at first.",
  );
