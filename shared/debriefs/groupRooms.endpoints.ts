import * as z from "zod/mini";
import { canReadGroup } from "#shared/groups/groups.policy";
import { endpoint } from "#shared/http/endpoint";
import { pageInput, pageOf } from "#shared/http/page";
import { idSchema } from "#shared/ids";
import { attributions, debriefSummary } from "./debriefs.contract";
import { canOpenInGroup } from "./debriefs.policy";

/** For how long a group may meet, in minutes. */
export const groupRoomLengths = [30, 45, 60, 90, 120] as const;

export const groupRoomTitle = z
  .string()
  .check(
    z.trim(),
    z.minLength(1, "Say what you will talk about."),
    z.maxLength(120, "That has at most 120 characters."),
  );

const prompt = z
  .string()
  .check(
    z.trim(),
    z.minLength(1, "A prompt has words."),
    z.maxLength(300, "A prompt has at most 300 characters."),
  );
/** What the room is led through, in order; each gets an equal share of the time. */
export const groupRoomPrompts = z
  .array(prompt)
  .check(z.minLength(1, "Write at least one prompt."), z.maxLength(10, "A room has at most 10 prompts."));

export const openInGroupInput = z.strictObject({
  /** Made by the device: the room's id to be. */
  debriefId: idSchema,
  title: groupRoomTitle,
  startsAt: z.int().check(z.positive("Say when it begins.")),
  minutes: z.literal(groupRoomLengths),
  /** Where people sit, in their own words. May be empty. */
  place: z.string().check(z.trim(), z.maxLength(200)),
  attribution: z.enum(attributions),
  prompts: groupRoomPrompts,
});
export type OpenInGroupInput = z.infer<typeof openInGroupInput>;

/** The live rooms of a group's own: the same rooms in which campuses debrief. */
export const groupRoomEndpoints = {
  list: endpoint({
    method: "GET",
    path: "/api/groups/:groupId/rooms",
    summary: "The group's own rooms, latest first.",
    input: z.strictObject(pageInput),
    reply: pageOf(debriefSummary),
    policy: canReadGroup,
    about: "group",
  }),
  open: endpoint({
    method: "POST",
    path: "/api/groups/:groupId/rooms",
    summary: "Makes a room of the group's own, for now or for later. It is open once a facilitator opens it.",
    input: openInGroupInput,
    reply: debriefSummary,
    policy: canOpenInGroup,
    about: "group",
  }),
};
