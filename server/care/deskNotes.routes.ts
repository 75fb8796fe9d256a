import { Router } from "express";
import { mount } from "#server/http/mount";
import { rateLimit } from "#server/http/rateLimit";
import { deskNoteEndpoints as doors } from "#shared/care/deskNotes.contract";
import type { Id } from "#shared/ids";
import { leaveDeskNote, takeBackDeskNote } from "./deskNotes.commands";
import { listDeskNotes } from "./deskNotes.reads";

export const deskNoteRoutes = Router();

/** Enough for a long afternoon on a desk. */
const gateNotes = rateLimit({ points: 60, seconds: 600 });

mount(deskNoteRoutes, doors.list, ({ viewer, params, input }) =>
  listDeskNotes(viewer, params.matterId, input),
);
mount(deskNoteRoutes, doors.leave, async ({ viewer, params, input }) => {
  await gateNotes(viewer.personId as Id);
  return await leaveDeskNote(viewer, params.matterId, input);
});
mount(deskNoteRoutes, doors.takeBack, ({ viewer, params }) => takeBackDeskNote(viewer, params.noteId));
