import { buildSomeone, type Someone } from "#server/testing/buildRoom";
import type { TestServer } from "#server/testing/startServer";
import type { World } from "#server/testing/world";
import { debriefEndpoints } from "#shared/debriefs/debriefs.endpoints";
import type { DebriefSubject } from "#shared/debriefs/debriefs.policy";
import { groupRoomEndpoints } from "#shared/debriefs/groupRooms.endpoints";
import { type Id, newId } from "#shared/ids";

/** The groups in whose rooms things are asked: a hidden one of Alder's alliance, and one of another alliance. */
export const roomGroups = { hidden: "own hidden group’s", foreign: "another alliance’s group’s" } as const;
type Kind = keyof typeof roomGroups;

const rooms: Partial<Record<Kind, Id>> = {};

/** Opens a live room in each of them. Gives whoever facilitates it. */
export async function fillGroupRooms(server: TestServer): Promise<{ debriefId: Id; facilitator: Someone }[]> {
  const filled = [];
  for (const kind of Object.keys(roomGroups) as Kind[]) {
    const groupId = server.world.groups[kind];
    const role = { role: "facilitator", scopeKind: "group", scopeId: groupId } as const;
    const facilitator = await buildSomeone(server, "Fay", server.world.campuses.dogwood, [role]);
    const debriefId = newId();
    rooms[kind] = debriefId;
    await facilitator.browser.do(groupRoomEndpoints.open, {
      params: { groupId },
      input: {
        ...{ debriefId, title: "A room of our own", startsAt: Date.now(), minutes: 60, place: "" },
        ...{ attribution: "named", prompts: ["A prompt"] },
      },
    });
    for (const to of ["open", "live"] as const) {
      const input = { deedId: newId(), to };
      await facilitator.browser.do(debriefEndpoints.changeStage, { params: { debriefId }, input });
    }
    filled.push({ debriefId, facilitator });
  }
  return filled;
}

/** The room of that group, as the policies see it. */
export function groupRoomSubject({ groups }: World, kind: Kind): DebriefSubject {
  const whose = { campusId: null, groupId: groups[kind], programId: null, memberCampusIds: [] };
  return { id: rooms[kind] as Id, ...whose };
}
