import * as z from "zod/mini";
import { campusMark } from "#shared/campuses/campuses.contract";
import { canReadGroup } from "#shared/groups/groups.policy";
import { endpoint } from "#shared/http/endpoint";
import { pageInput, pageOf } from "#shared/http/page";
import { idSchema } from "#shared/ids";
import { isMember } from "#shared/people/people.policy";
import { audiences, canModerateCategory, canModerateSpace, canReadSpace } from "./spaces.policy";
import { followLevels } from "./threads.contract";

/** What a space is for: an alliance's forum, the commons of a convening, a campus's own forum, a group's own. */
export const spaceKinds = ["alliance", "convening", "campus", "group"] as const;
export type SpaceKind = (typeof spaceKinds)[number];

export const categoryTitle = z
  .string()
  .check(z.trim(), z.minLength(1, "Give it a title."), z.maxLength(80, "A title has at most 80 characters."));
export const categoryDescription = z
  .string()
  .check(z.trim(), z.maxLength(400, "A description has at most 400 characters."));

export const categoryView = z.object({
  id: idSchema,
  spaceId: idSchema,
  title: z.string(),
  description: z.string(),
  read: z.enum(audiences),
  start: z.enum(audiences),
  answer: z.enum(audiences),
  /** The membership year to which it belongs, such as `2026-27`; null where it belongs to none. */
  year: z.nullable(z.string()),
  isArchived: z.boolean(),
  /** What people say there for the first time waits for a moderator. */
  holdsFirst: z.boolean(),
  /** Threads that stand in it and can be seen. Kept, not counted. */
  threadCount: z.number(),
  /** When something was last said there; null while nothing was. */
  lastAt: z.nullable(z.number()),
});
export type CategoryView = z.infer<typeof categoryView>;

/** A space in a list. */
export const spaceSummary = z.object({
  id: idSchema,
  kind: z.enum(spaceKinds),
  /** The alliance's, the convening's, the campus's or the group's name. */
  title: z.string(),
  /** The convening whose commons it is, or null. */
  conveningId: z.nullable(idSchema),
  /** The campus whose own it is, or null. */
  campus: z.nullable(campusMark),
  programId: z.nullable(idSchema),
  /** The group whose own it is, or null. */
  groupId: z.nullable(idSchema),
  /** When something was last said there; null while nothing was. */
  lastAt: z.nullable(z.number()),
  /** Threads of it that this person follows and that hold something they have not read. */
  unread: z.number(),
});
export type SpaceSummary = z.infer<typeof spaceSummary>;

/** A space with what its policies ask about and the categories that this person may read, in their order. */
export const spaceView = z.extend(spaceSummary, {
  /** The campuses whose members are at home here. */
  campusIds: z.array(idSchema),
  /** How closely this person follows the space. */
  level: z.enum(followLevels),
  categories: z.array(categoryView),
});
export type SpaceView = z.infer<typeof spaceView>;

const categoryFields = {
  title: categoryTitle,
  description: categoryDescription,
  read: z.enum(audiences),
  start: z.enum(audiences),
  answer: z.enum(audiences),
  /** Left out it stays as it is; at first, off. */
  holdsFirst: z.optional(z.boolean()),
};

export const spaceEndpoints = {
  list: endpoint({
    method: "GET",
    path: "/api/spaces",
    summary:
      "The spaces that the viewer may read: alliances first, then campuses, then groups, then convenings, newest first.",
    input: z.strictObject(pageInput),
    reply: pageOf(spaceSummary),
    policy: isMember,
    about: "nothing",
  }),
  show: endpoint({
    method: "GET",
    path: "/api/spaces/:spaceId",
    summary: "One space with its categories.",
    reply: spaceView,
    policy: canReadSpace,
    about: "space",
  }),
  findCommons: endpoint({
    method: "GET",
    path: "/api/commons/:conveningId",
    summary: "The commons of a convening: its space.",
    reply: z.object({ spaceId: idSchema }),
    policy: canReadSpace,
    about: "commons",
  }),
  findGroupSpace: endpoint({
    method: "GET",
    path: "/api/groups/:groupId/space",
    summary: "A group's own forum: its space.",
    reply: z.object({ spaceId: idSchema }),
    policy: canReadGroup,
    about: "group",
  }),
  addCategory: endpoint({
    method: "POST",
    path: "/api/spaces/:spaceId/categories",
    summary:
      "Adds a category at the end of the space. Its id is made by the device, so that sending it again adds one.",
    input: z.strictObject({ categoryId: idSchema, ...categoryFields }),
    reply: categoryView,
    policy: canModerateSpace,
    about: "space",
    logs: ["forums:categoryAdded"],
  }),
  changeCategory: endpoint({
    method: "POST",
    path: "/api/categories/:categoryId",
    summary: "Changes a category's words and audiences.",
    input: z.strictObject(categoryFields),
    reply: categoryView,
    policy: canModerateCategory,
    about: "category",
    logs: ["forums:categoryChanged"],
  }),
  archiveCategory: endpoint({
    method: "POST",
    path: "/api/categories/:categoryId/archive",
    summary: "Closes a category whose year is over, or opens it again. It stays readable.",
    input: z.strictObject({
      isArchived: z.boolean(),
      year: z.nullable(z.string().check(z.regex(/^\d{4}-\d{2}$/))),
    }),
    reply: categoryView,
    policy: canModerateCategory,
    about: "category",
    logs: ["forums:categoryArchived", "forums:categoryOpened"],
  }),
  placeCategory: endpoint({
    method: "POST",
    path: "/api/categories/:categoryId/place",
    summary: "Puts a category before another of its space, or with null at the end.",
    input: z.strictObject({ before: z.nullable(idSchema) }),
    reply: spaceView,
    policy: canModerateCategory,
    about: "category",
    logs: ["forums:categoryPlaced"],
  }),
};
