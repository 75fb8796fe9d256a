import { campusMarksOf } from "#server/campuses/campuses.reads";
import { namePeople } from "#server/people/people.reads";
import type { AuthorMark } from "#shared/forums/threads.contract";
import type { Speaker } from "./threads.model";

/** Tells how somebody stands beside what they said. */
export type MarkOf = (speaker: Speaker) => AuthorMark;

/** Looks up everybody who stands on a page, who is known already or read together. */
export async function markSpeakers(speakers: readonly Speaker[]): Promise<MarkOf> {
  const [people, campuses] = await Promise.all([
    namePeople(speakers.map(({ personId }) => personId)),
    campusMarksOf([...new Set(speakers.flatMap(({ campusId }) => campusId ?? []))]),
  ]);
  return ({ personId, campusId, name: once }) => {
    const { name = once ?? "", unit = "" } = people.get(personId) ?? {};
    const campus = (campusId && campuses.get(campusId)) || null;
    return { personId, name, unit, campus, ...(once !== undefined && { isAway: true }) };
  };
}
