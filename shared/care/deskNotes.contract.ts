import * as z from "zod/mini";
import { endpoint } from "#shared/http/endpoint";
import { pageInput, pageOf } from "#shared/http/page";
import { idSchema } from "#shared/ids";
import { personMark } from "#shared/people/people.contract";
import { canLookInto, canTakeBackDeskNote } from "./matters.policy";

export const deskNoteWords = z
  .string()
  .check(
    z.trim(),
    z.minLength(1, "Write something first."),
    z.maxLength(1_000, "A note has at most 1,000 characters."),
  );

/** What one of those on whose desk something lies has written for the others. */
export const deskNoteView = z.object({
  id: idSchema,
  by: personMark,
  at: z.number(),
  /** Empty once it was taken back. */
  words: z.string(),
  isTakenBack: z.boolean(),
});
export type DeskNoteView = z.infer<typeof deskNoteView>;

export const deskNoteEndpoints = {
  list: endpoint({
    method: "GET",
    path: "/api/matters/:matterId/notes",
    summary:
      "What those on whose desk a report or an appeal lies have noted for each other, the oldest first. Nobody else reads it.",
    input: z.strictObject(pageInput),
    reply: pageOf(deskNoteView),
    policy: canLookInto,
    about: "matter",
  }),
  leave: endpoint({
    method: "POST",
    path: "/api/matters/:matterId/notes",
    summary: "Leaves a note about an open report or appeal for the others on whose desk it lies.",
    input: z.strictObject({ noteId: idSchema, words: deskNoteWords }),
    reply: deskNoteView,
    policy: canLookInto,
    about: "matter",
  }),
  takeBack: endpoint({
    method: "POST",
    path: "/api/desk-notes/:noteId/take-back",
    summary: "Takes a note of the viewer back: its words are gone, and that there was one stays.",
    input: z.strictObject({}),
    reply: deskNoteView,
    policy: canTakeBackDeskNote,
    about: "deskNote",
  }),
};
