import { describeMemberships, describeScopes } from "#server/campuses/scopes.reads";
import type { ScopeView } from "#shared/campuses/roles.contract";
import { isAdministrator } from "#shared/people/people.policy";
import { findProgramOrNull, listEveryProgram, listProgramIdsOf, type ProgramSummary } from "./programs.reads";

describeMemberships(listProgramIdsOf);

describeScopes("alliance", {
  async find(id) {
    const program = await findProgramOrNull(id);
    return program && toScope(program);
  },
  // Only an administrator names stewards.
  listFor: async (viewer) => (isAdministrator(viewer) ? (await listEveryProgram()).map(toScope) : []),
});

function toScope({ id, name }: ProgramSummary): ScopeView {
  return { kind: "alliance", id, name, campusId: null, allianceIds: [id] };
}
