import { campusMarksOf } from "#server/campuses/campuses.reads";
import { listConveningNames } from "#server/convenings/convenings.reads";
import { nameGroups } from "#server/groups/groups.reads";
import { listProgramsByIds } from "#server/programs/programs.reads";
import type { CampusMark } from "#shared/campuses/campuses.contract";
import type { Id } from "#shared/ids";
import type { SpaceHead } from "./spaces.model";

/** What a space is called today, whose own it is, and when the convening was whose commons it is. */
export interface SpaceName {
  title: string;
  campus: CampusMark | null;
  startsAt: Date | null;
}

/** Names spaces, by id, as what they are for is named: nothing of it is copied, so nothing grows old. */
export async function nameSpaces(records: readonly SpaceHead[]): Promise<Map<Id, SpaceName>> {
  const scopesOf = (kind: SpaceHead["kind"]) => [
    ...new Set(records.flatMap((record) => (record.kind === kind ? [record.scopeId] : []))),
  ];
  const [programs, campuses, convenings, groups] = await Promise.all([
    listProgramsByIds(scopesOf("alliance")),
    campusMarksOf(scopesOf("campus")),
    listConveningNames(scopesOf("convening")),
    nameGroups(scopesOf("group")),
  ]);
  const programNames = new Map(programs.map(({ id, name }) => [id, name]));
  const sessions = new Map(convenings.map((convening) => [convening.id, convening]));
  return new Map(
    records.map(({ _id, scopeId }) => {
      const campus = campuses.get(scopeId) ?? null;
      const session = sessions.get(scopeId);
      const title = programNames.get(scopeId) ?? campus?.name ?? session?.title ?? groups.get(scopeId) ?? "";
      return [_id, { title, campus, startsAt: session?.startsAt ?? null }];
    }),
  );
}
