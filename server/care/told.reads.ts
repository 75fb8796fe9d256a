import { titlePosts } from "#server/forums/caredFor.reads";
import { findPostHeads } from "#server/forums/told.reads";
import { listGroupSubjects, nameGroups } from "#server/groups/groups.reads";
import { markPersons } from "#server/people/people.reads";
import { canDecideAppeal } from "#shared/care/appeals.policy";
import { canSettleReport, type DeskSubject } from "#shared/care/care.policy";
import { canSeeGroup } from "#shared/groups/groups.policy";
import type { Id } from "#shared/ids";
import type { PersonMark } from "#shared/people/people.contract";
import type { Viewer } from "#shared/people/viewer";
import { type AppealRecord, findAppealRecords } from "./appeals.model";
import { findDesksNamed } from "./desks.reads";
import { findOpenReports } from "./reports.model";
import { findToldRooms } from "./rooms.reads";

/** What there is to say of a report or an appeal to somebody who may hear it. */
export interface ToldCare {
  /** The space or debrief room on whose desk it lies; null past those, and for whoever appealed. */
  deskSpaceId: Id | null;
  deskRoomId: Id | null;
  /** The thread, group or room that it is about; may be empty. */
  title: string;
  /** Who appeals; null otherwise. */
  who: PersonMark | null;
  words: string;
}

/**
 * What those reports and appeals say to the viewer, by id, asked anew: an open one that is theirs to decide, and what they
 * were answered themselves.
 */
export async function findToldCare(viewer: Viewer, causeIds: readonly Id[]): Promise<Map<Id, ToldCare>> {
  if (causeIds.length === 0) return new Map();
  const appeals = await findAppealRecords(causeIds);
  const [reported, waiting, answered] = await Promise.all([
    tellReports(viewer, causeIds),
    tellWaiting(viewer, appeals),
    tellAnswers(viewer, appeals),
  ]);
  return new Map([...reported, ...waiting, ...answered]);
}

type Told = [Id, ToldCare][];

async function tellReports(viewer: Viewer, ids: readonly Id[]): Promise<Told> {
  const reports = await findOpenReports(ids);
  const [desks, titles] = await Promise.all([
    findDesksNamed(reports.map(({ desk }) => desk)),
    titlePosts(reports.map(({ postId }) => postId)),
  ]);
  return reports.flatMap(({ _id, desk: name, aboutId, postId }): Told => {
    const desk = desks.get(name);
    if (desk === undefined || !canSettleReport(viewer, { desk, aboutId })) return [];
    return [[_id, { ...toDeskIds(desk), title: titles.get(postId) ?? "", who: null, words: "" }]];
  });
}

async function tellWaiting(viewer: Viewer, appeals: readonly AppealRecord[]): Promise<Told> {
  const open = appeals.filter(({ isOpen }) => isOpen);
  const [desks, titleOf, markOf] = await Promise.all([
    findDesksNamed(open.map(({ desk }) => desk)),
    titleAppeals(viewer, open),
    markPersons(open.map(({ personId }) => personId)),
  ]);
  return open.flatMap((record): Told => {
    const { _id, desk: name, personId: appellantId, byId, words } = record;
    const desk = desks.get(name);
    if (desk === undefined || !canDecideAppeal(viewer, { desk, appellantId, byId })) return [];
    const [ids, title] = [toDeskIds(desk), titleOf(record)];
    return [[_id, { ...ids, title, who: markOf(appellantId), words }]];
  });
}

async function tellAnswers(viewer: Viewer, appeals: readonly AppealRecord[]): Promise<Told> {
  const own = appeals.filter(({ isOpen, personId }) => !isOpen && personId === viewer.personId);
  const abouts = own.map(({ about }) => about);
  const [posts, groups, rooms] = await Promise.all([
    findPostHeads(
      viewer,
      abouts.flatMap(({ postId }) => postId ?? []),
    ),
    listGroupSubjects(abouts.flatMap(({ groupId }) => groupId ?? [])),
    findToldRooms(viewer, abouts),
  ]);
  const seen = [...groups.values()].filter((group) => canSeeGroup(viewer, group));
  const names = await nameGroups(seen.map(({ id }) => id));
  return own.map(({ _id, answer: words, about: { postId = "", groupId = "", debriefId = "" } }) => {
    const title = names.get(groupId) ?? rooms.get(debriefId)?.name ?? posts.get(postId)?.threadTitle ?? "";
    return [_id, { ...noDesk, title, who: null, words }];
  });
}

/** What each is about, for those who decide about it. */
async function titleAppeals(
  viewer: Viewer,
  appeals: readonly AppealRecord[],
): Promise<(appeal: AppealRecord) => string> {
  const abouts = appeals.map(({ about }) => about);
  const [titles, names, rooms] = await Promise.all([
    titlePosts(abouts.flatMap(({ postId }) => postId ?? [])),
    nameGroups(abouts.flatMap(({ groupId }) => groupId ?? [])),
    findToldRooms(viewer, abouts),
  ]);
  return ({ about: { postId = "", groupId = "", debriefId = "" } }) =>
    names.get(groupId) ?? rooms.get(debriefId)?.name ?? titles.get(postId) ?? "";
}

const noDesk = { deskSpaceId: null, deskRoomId: null };

function toDeskIds(desk: DeskSubject): Pick<ToldCare, "deskSpaceId" | "deskRoomId"> {
  if (desk.kind === "room") return { ...noDesk, deskRoomId: desk.room.id };
  return desk.kind === "space" ? { ...noDesk, deskSpaceId: desk.space.id } : noDesk;
}
