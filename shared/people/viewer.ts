import type { Id } from "#shared/ids";

/** Everyone with a verified campus address is a member; these are the roles that somebody gives. */
export const roles = ["facilitator", "coordinator", "steward", "administrator"] as const;
export type Role = (typeof roles)[number];

/**
 * What one can be somewhere. Nobody gives `member`: it is what one is in a group that one has joined. Who is `paused`, there or
 * in a debrief room, is still of it, and for a while reads and does not speak.
 */
export const parts = ["member", "paused", ...roles] as const;

/** Where a role holds. `site` is the whole deployment and has no id. */
export const scopeKinds = ["site", "alliance", "campus", "group", "room"] as const;
export type ScopeKind = (typeof scopeKinds)[number];

export interface HeldRole {
  role: (typeof parts)[number];
  scopeKind: ScopeKind;
  /** Null for the site alone. */
  scopeId: Id | null;
}

/** A role that somebody gave. */
export interface GivenRole extends HeldRole {
  role: Role;
}

/** Who is asking: what every policy looks at first. Worked out anew from the session, never remembered by a connection. */
export interface Viewer {
  /** Null for a stranger. */
  personId: Id | null;
  name: string;
  /** The office or department that a person gave for themselves; may be empty. */
  unit: string;
  campusId: Id | null;
  /** The campus address has been confirmed by its owner. */
  isVerified: boolean;
  roles: readonly HeldRole[];
}

/** A pure question over plain values; the button and the server ask the same one. */
export type Policy<Subject> = (viewer: Viewer, subject: Subject) => boolean;

/** Nobody in particular: what a visitor without a session is. */
export const stranger: Viewer = {
  personId: null,
  name: "",
  unit: "",
  campusId: null,
  isVerified: false,
  roles: [],
};
