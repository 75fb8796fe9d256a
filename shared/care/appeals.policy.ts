import type { Id } from "#shared/ids";
import { isMember } from "#shared/people/people.policy";
import type { Viewer } from "#shared/people/viewer";
import { canKeepDesk, type DeskSubject } from "./care.policy";

/** What is done to somebody that they may ask somebody else to look at again. */
export const appealableDeeds = [
  "forums:hidden",
  "groups:paused",
  "groups:slowed",
  "groups:removed",
  "debriefs:paused",
] as const;
export type AppealableDeed = (typeof appealableDeeds)[number];

/** What the question whether somebody may appeal needs to know of what was done. */
export interface DecisionSubject {
  deed: string;
  /** Whom it was done to, where that is one person. */
  whomId: Id | null;
}

/** What every question about an appeal needs to know of it. */
export interface AppealSubject {
  desk: DeskSubject;
  /** Who appeals. */
  appellantId: Id;
  /** Who did what is appealed against. */
  byId: Id;
}

/** Asks that it is looked at again: whom it was done to, wherever they are by now. */
export function canAppeal(viewer: Viewer, { deed, whomId }: DecisionSubject): boolean {
  return isMember(viewer) && viewer.personId === whomId && isAppealable(deed);
}

/** Reads the appeal and decides: one of those to whom it goes, and neither who appeals nor who did it. */
export function canDecideAppeal(viewer: Viewer, { desk, appellantId, byId }: AppealSubject): boolean {
  return viewer.personId !== appellantId && viewer.personId !== byId && canKeepDesk(viewer, desk);
}

/** Hands the appeal to somebody above: whoever may decide about it, while there is somebody. */
export function canHandUpAppeal(viewer: Viewer, appeal: AppealSubject): boolean {
  return appeal.desk.kind !== "site" && canDecideAppeal(viewer, appeal);
}

/** Is over sooner than anybody can ask: it can be looked at again afterwards too, if only to be told that it was wrong. */
export function isBrief(deed: AppealableDeed): boolean {
  return deed === "debriefs:paused";
}

/** Is a deed that somebody may ask to be looked at again. */
export function isAppealable(deed: string): deed is AppealableDeed {
  return (appealableDeeds as readonly string[]).includes(deed);
}
