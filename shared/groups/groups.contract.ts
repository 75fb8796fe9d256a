import * as z from "zod/mini";
import { campusMark } from "#shared/campuses/campuses.contract";
import { idSchema } from "#shared/ids";
import { personMark } from "#shared/people/people.contract";
import { joinings } from "./groups.policy";

/** What brings a group together: who its people are, what they care about, a task, or a campus. */
export const groupKinds = ["affinity", "interest", "working", "campus"] as const;
export type GroupKind = (typeof groupKinds)[number];

/** What somebody is in a group. */
export const groupParts = ["member", "facilitator"] as const;
export type GroupPart = (typeof groupParts)[number];

export const groupName = z
  .string()
  .check(
    z.trim(),
    z.minLength(1, "Give the group a name."),
    z.maxLength(80, "A name has at most 80 characters."),
  );
export const groupPurpose = z
  .string()
  .check(
    z.trim(),
    z.minLength(1, "Say what the group is for."),
    z.maxLength(600, "A purpose has at most 600 characters."),
  );

/** One norm: a sentence that people agree to. */
const normText = z
  .string()
  .check(
    z.trim(),
    z.minLength(1, "A norm has words."),
    z.maxLength(240, "A norm has at most 240 characters."),
  );
export const groupNorms = z
  .array(normText)
  .check(z.minLength(1, "Agree on at least one norm."), z.maxLength(12, "A group has at most 12 norms."));

/** What is said when asking to join, and in answer to it. */
export const requestWords = z.string().check(z.trim(), z.maxLength(600, "That has at most 600 characters."));

/** Why somebody is removed or paused, as they and the group's log are told. */
export const careReason = z
  .string()
  .check(z.trim(), z.minLength(1, "Say why."), z.maxLength(600, "That has at most 600 characters."));

/** For how long somebody can be paused, in hours: one, a day, three days, a week. */
export const pauseHours = [1, 24, 72, 168] as const;
export type PauseHours = (typeof pauseHours)[number];

/** How long they wait between two things that they say meanwhile, in seconds; with 0 they say nothing at all. */
export const pausePaces = [0, 600, 3_600, 21_600] as const;
export type PausePace = (typeof pausePaces)[number];

/** The norms of a group, as they are agreed now. */
export const normsView = z.object({
  /** Counts up with every change, from 1. */
  version: z.number(),
  texts: z.array(z.string()),
  /** When they were last changed. */
  at: z.number(),
});
export type NormsView = z.infer<typeof normsView>;

/** How the viewer stands to a group. */
export const standings = ["outside", "asked", "member", "facilitator"] as const;
export type Standing = (typeof standings)[number];

/** A group in a list. */
export const groupSummary = z.object({
  id: idSchema,
  kind: z.enum(groupKinds),
  name: z.string(),
  purpose: z.string(),
  joining: z.enum(joinings),
  /** Where it is at home: an alliance's name, or a campus's. */
  home: z.string(),
  /** The campus whose own it is, or null. */
  campus: z.nullable(campusMark),
  /** How many are in it. */
  members: z.number(),
  isArchived: z.boolean(),
  standing: z.enum(standings),
});
export type GroupSummary = z.infer<typeof groupSummary>;

/** A group as those see it who know of it, with what its policies ask about. */
export const groupView = z.extend(groupSummary, {
  programId: z.nullable(idSchema),
  /** The campuses whose members it is for. */
  campusIds: z.array(idSchema),
  norms: normsView,
  /** The version of the norms that the viewer has accepted; null outside. */
  acceptedNorms: z.nullable(z.number()),
  facilitators: z.array(personMark),
  foundedAt: z.number(),
  /** Until when the viewer does not speak, or speaks once in so many seconds, and why; null where they speak freely. */
  pause: z.nullable(z.object({ until: z.number(), pace: z.number(), reason: z.string(), norm: z.string() })),
  /** The viewer's own open request, or null. */
  requestId: z.nullable(idSchema),
  /** Open requests to join; null for whoever does not facilitate it. */
  requests: z.nullable(z.number()),
});
export type GroupView = z.infer<typeof groupView>;

/** Somebody in a group. */
export const membershipView = z.object({
  person: personMark,
  campus: campusMark,
  part: z.enum(groupParts),
  joinedAt: z.number(),
  /** The norms as they are now are accepted by them. */
  hasAccepted: z.boolean(),
  /** Until when they do not speak, or speak once in so many seconds, as facilitators see it; null otherwise. */
  pause: z.nullable(z.object({ until: z.number(), pace: z.number() })),
});
export type MembershipView = z.infer<typeof membershipView>;

/** Somebody's wish to join, as facilitators see it. */
export const requestView = z.object({
  id: idSchema,
  person: personMark,
  campus: campusMark,
  words: z.string(),
  at: z.number(),
});
export type RequestView = z.infer<typeof requestView>;

/** What became of one's own wish to join. */
export const ownRequestView = z.object({
  id: idSchema,
  groupId: idSchema,
  groupName: z.string(),
  words: z.string(),
  at: z.number(),
  state: z.enum(["open", "accepted", "declined"]),
  /** What the facilitators say to it. */
  answer: z.string(),
});
export type OwnRequestView = z.infer<typeof ownRequestView>;

/** An open invitation, as facilitators see it. */
export const invitationView = z.object({
  id: idSchema,
  address: z.string(),
  by: personMark,
  at: z.number(),
  expiresAt: z.number(),
});
export type InvitationView = z.infer<typeof invitationView>;

// Taken one by one: what picks them would be in the first load of every page.
const { id, kind, name, purpose, joining, home, norms, facilitators, members } = groupView.shape;

/** An invitation to the viewer, with what there is to know before saying yes; of a hidden group, too. */
export const ownInvitationView = z.object({
  id: idSchema,
  by: personMark,
  expiresAt: z.number(),
  group: z.object({ id, kind, name, purpose, joining, home, norms, facilitators, members }),
});
export type OwnInvitationView = z.infer<typeof ownInvitationView>;

/** A place where the viewer may found a group. */
export const groupHome = z.object({
  programId: z.nullable(idSchema),
  campusId: z.nullable(idSchema),
  name: z.string(),
});
export type GroupHome = z.infer<typeof groupHome>;
