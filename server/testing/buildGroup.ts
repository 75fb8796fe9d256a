import type { NewGroup } from "#server/groups/groups.model";
import type { Id } from "#shared/ids";
import type { HeldRole } from "#shared/people/viewer";
import { buildSomeone, type Someone } from "./buildRoom";
import type { TestServer } from "./startServer";
import { buildGroup, buildPerson } from "./world";

/** A group of its own for one test, with people of its own, so that no test spends another's share of deeds. */
export interface GroupOfOurs {
  id: Id;
  params: { groupId: Id };
  /** Fay facilitates and Max is a member; both live at Dogwood, so that nothing else lets them pass. */
  fay: Someone;
  max: Someone;
  /** Mia is of Alder and Ben of Birch, at home and outside. Ola is of another alliance. */
  mia: Someone;
  ben: Someone;
  ola: Someone;
  /** Stella stewards the alliance, and Ada administers. */
  stella: Someone;
  ada: Someone;
}

/** Founds a group in the alliance of Alder and Birch: an open one, where nothing else is said. */
export async function peopleGroup(server: TestServer, given: Partial<NewGroup> = {}): Promise<GroupOfOurs> {
  const { programs, campuses } = server.world;
  const founder = await buildPerson("Fay", campuses.dogwood);
  const id = await buildGroup({ programId: programs.northern, foundedBy: founder.personId, ...given });
  const is = (role: HeldRole["role"], scopeKind: HeldRole["scopeKind"], scopeId: Id | null): HeldRole[] => [
    { role, scopeKind, scopeId },
  ];
  const someone = (name: string, campusId: Id, roles: HeldRole[] = []) =>
    buildSomeone(server, name, campusId, roles);
  return {
    ...{ id, params: { groupId: id } },
    fay: {
      ...{ personId: founder.personId, name: "Fay", browser: await server.signIn(founder.personId) },
      listen: () => server.listen(founder.personId),
    },
    max: await someone("Max", campuses.dogwood, is("member", "group", id)),
    mia: await someone("Mia", campuses.alder),
    ben: await someone("Ben", campuses.birch),
    ola: await someone("Ola", campuses.cedar),
    stella: await someone("Stella", campuses.dogwood, is("steward", "alliance", programs.northern)),
    ada: await someone("Ada", campuses.dogwood, is("administrator", "site", null)),
  };
}
