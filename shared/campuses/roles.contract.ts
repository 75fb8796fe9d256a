import * as z from "zod/mini";
import { endpoint } from "#shared/http/endpoint";
import { pageInput, pageOf } from "#shared/http/page";
import { idSchema } from "#shared/ids";
import { isMember } from "#shared/people/people.policy";
import { roles, scopeKinds } from "#shared/people/viewer";
import { canGiveRole, canNameFacilitators } from "./roles.policy";

/** A place in which a role can hold, and what it lies within. */
export const scopeView = z.object({
  kind: z.enum(scopeKinds),
  id: z.nullable(idSchema),
  name: z.string(),
  /** The campus that it is, or lies in. */
  campusId: z.nullable(idSchema),
  /** The alliances that it is, or lies in. */
  allianceIds: z.array(idSchema),
});
export type ScopeView = z.infer<typeof scopeView>;

/** A scope with the roles that the viewer may give in it. */
export const givingScope = z.extend(scopeView, {
  roles: z.array(z.enum(roles)),
  /** The viewer may also name facilitators for the rooms that lie in it; `rooms` lists them. */
  hasRooms: z.boolean(),
});
export type GivingScope = z.infer<typeof givingScope>;

export const heldRoleView = z.object({
  id: idSchema,
  role: z.enum(roles),
  scope: scopeView,
  person: z.object({ personId: idSchema, name: z.string(), address: z.string() }),
  givenAt: z.number(),
  /** Who gave it, or empty when it came from the command line. */
  givenBy: z.string(),
});
export type HeldRoleView = z.infer<typeof heldRoleView>;

export const giveRoleInput = z.strictObject({
  /** The campus address of the person who is to hold the role. */
  address: z.string().check(z.trim(), z.minLength(3), z.maxLength(320)),
  role: z.enum(roles),
  scopeKind: z.enum(scopeKinds),
  scopeId: z.nullable(idSchema),
});
export type GiveRoleInput = z.infer<typeof giveRoleInput>;

export const roleEndpoints = {
  list: endpoint({
    method: "GET",
    path: "/api/roles",
    summary:
      "The roles that the viewer may take back, newest first, and the scopes in which they may give one.",
    input: z.strictObject(pageInput),
    reply: z.extend(pageOf(heldRoleView), {
      scopes: z.array(givingScope),
    }),
    policy: isMember,
    about: "nothing",
  }),
  rooms: endpoint({
    method: "GET",
    path: "/api/roles/rooms",
    summary: "The debrief rooms of a campus, latest first, for which the viewer may name a facilitator.",
    input: z.strictObject({ ...pageInput, campusId: idSchema }),
    reply: pageOf(scopeView),
    policy: canNameFacilitators,
    about: "campus",
  }),
  give: endpoint({
    method: "POST",
    path: "/api/roles",
    summary: "Gives a role in a scope to a person. Giving it twice changes nothing.",
    input: giveRoleInput,
    reply: heldRoleView,
    policy: canGiveRole,
    about: "role",
  }),
  take: endpoint({
    method: "DELETE",
    path: "/api/roles/:roleId",
    summary: "Takes a role back; the person's open connections are closed.",
    reply: z.object({}),
    policy: canGiveRole,
    about: "role",
  }),
};
