import { campusMarksOf } from "#server/campuses/campuses.reads";
import { getConvening } from "#server/convenings/convenings.reads";
import { nameGroups } from "#server/groups/groups.reads";
import { findProgram } from "#server/programs/programs.reads";
import type { DebriefSummary } from "#shared/debriefs/debriefs.contract";
import type { DebriefSubject } from "#shared/debriefs/debriefs.policy";
import type { Id } from "#shared/ids";
import { type DebriefRecord, listDebriefsById } from "./debriefs.model";

/** A debrief with what its policies ask about and what it is called; nothing of what is said in it. */
export interface KnownDebrief {
  record: DebriefRecord;
  subject: DebriefSubject;
  named: Pick<DebriefSummary, "title" | "campus" | "group">;
}

/** Those of the debriefs that exist, by id, whoever asks: what of them may be seen is for the policies to say. */
export async function findKnownDebriefs(ids: readonly Id[]): Promise<Map<Id, KnownDebrief>> {
  if (ids.length === 0) return new Map();
  const known = await toKnownDebriefs(await listDebriefsById([...new Set(ids)]));
  return new Map(known.map((one) => [one.record._id, one]));
}

/** The same of what was read, in its order. */
export async function toKnownDebriefs(records: readonly DebriefRecord[]): Promise<KnownDebrief[]> {
  const conveningIds = [...new Set(records.flatMap(({ conveningId }) => conveningId ?? []))];
  const [convenings, campuses, names] = await Promise.all([
    Promise.all(conveningIds.map(async (id) => [id, await describe(id)] as const)),
    campusMarksOf(records.flatMap(({ campusId }) => campusId ?? [])),
    nameGroups([...new Set(records.flatMap(({ groupId }) => groupId ?? []))]),
  ]);
  const described = new Map(convenings);
  return records.map((record) => {
    const { _id: id, conveningId, campusId } = record;
    const groupId = record.groupId ?? null;
    const { title, programId, memberCampusIds } = described.get(conveningId ?? "") ?? ownTo(record);
    const campus = campuses.get(campusId ?? "") ?? null;
    const group = groupId === null ? null : { id: groupId, name: names.get(groupId) ?? "" };
    const subject = { id, campusId, groupId, programId, memberCampusIds };
    return { record, subject, named: { title, campus, group } };
  });
}

/** What a group's own room is about: of no convening, and of no alliance. */
function ownTo({ title }: DebriefRecord) {
  return { title, programId: null, memberCampusIds: [] };
}

async function describe(conveningId: Id) {
  const convening = await getConvening(conveningId);
  const program = await findProgram(convening.programId);
  return { title: convening.title, programId: program.id, memberCampusIds: program.campusIds };
}
