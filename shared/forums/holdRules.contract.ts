import * as z from "zod/mini";
import { endpoint } from "#shared/http/endpoint";
import { toWordLine } from "./heldWords";
import { canModerateSpace } from "./spaces.policy";

/** Whose posts with links wait for a moderator: nobody's, those of people new to the category, everybody's. */
export const linkHolds = ["never", "newcomers", "always"] as const;
export type LinkHold = (typeof linkHolds)[number];

/** Words and phrases of which one space may hold so many. */
export const MOST_HELD_WORDS = 50;

/** A word, or several in a row. */
export const heldWord = z.string().check(
  z.trim(),
  z.minLength(2, "A word or phrase has at least 2 characters."),
  z.maxLength(40, "A word or phrase has at most 40 characters."),
  z.refine((word) => toWordLine(word) !== "", "A word or phrase has letters or digits."),
);
export const heldWords = z
  .array(heldWord)
  .check(z.maxLength(MOST_HELD_WORDS, "A space holds at most 50 words and phrases."));

/** What of what people say in a space waits for a moderator. Shown to those alone who look after it. */
export const holdRulesView = z.object({
  /** Counts up with every change; 0 while nobody has made rules. */
  version: z.number(),
  words: z.array(z.string()),
  links: z.enum(linkHolds),
});
export type HoldRulesView = z.infer<typeof holdRulesView>;

export const holdRulesEndpoints = {
  show: endpoint({
    method: "GET",
    path: "/api/spaces/:spaceId/holding",
    summary: "Which words and links wait for the moderators of a space.",
    reply: holdRulesView,
    policy: canModerateSpace,
    about: "space",
  }),
  change: endpoint({
    method: "POST",
    path: "/api/spaces/:spaceId/holding",
    summary: "Changes which words and links wait, over the version that one has seen.",
    input: z.strictObject({
      over: z.int().check(z.gte(0)),
      words: heldWords,
      links: z.enum(linkHolds),
    }),
    reply: holdRulesView,
    policy: canModerateSpace,
    about: "space",
    logs: ["forums:rulesChanged"],
  }),
};
