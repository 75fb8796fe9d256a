import { keepRole } from "#server/campuses/roles.model";
import { keepHeld } from "#server/debriefs/heldRemarks.model";
import { recallRoom } from "#server/debriefs/rooms.reads";
import { peopleRoom, type Someone, say } from "#server/testing/buildRoom";
import type { TestServer } from "#server/testing/startServer";
import type { World } from "#server/testing/world";
import { canGiveRole, type RoleSubject } from "#shared/campuses/roles.policy";
import { canSeeConvening } from "#shared/convenings/convenings.policy";
import { debriefEndpoints } from "#shared/debriefs/debriefs.endpoints";
import { canAttendDebrief, canSeePhase, type DebriefSubject } from "#shared/debriefs/debriefs.policy";
import type { Subject } from "#shared/http/endpoint";
import { type Id, newId } from "#shared/ids";
import type { Viewer } from "#shared/people/viewer";
import { fromPlainText } from "#shared/richText/plainText";
import { appealCases, decisionCases } from "./appealSubjects";
import { fileCases } from "./fileSubjects";
import { forumCases, personCases } from "./forumSubjects";
import { fillGroupRooms, groupRoomSubject, roomGroups } from "./groupRoomSubjects";
import { groupCases } from "./groupSubjects";
import type { Fields } from "./inputs";
import { deskNoteCases, matterCases } from "./matterSubjects";
import { notificationCases } from "./notificationSubjects";
import { type Place, places, programOf, whose } from "./places";
import { reportCases } from "./reportSubjects";
import type { Asker } from "./viewers";

/** One thing that policies are asked about. */
export interface Case {
  /** Whose it is, seen from Alder. */
  name: string;
  /** What the policy is given. */
  subject: unknown;
  /** The same, where it is the viewer's own. */
  subjectFor?: (viewer: Viewer) => unknown;
  /** Where one hears of it, by the features whose events tell of it. */
  channels?: readonly string[];
  /** What path params and inputs of those names hold when that one asks; asked before each request. */
  fields: (asker: Asker) => Promise<Fields>;
  /** Headers that make it so. */
  headers?: Record<string, string>;
  /** Whether the viewer may learn that it exists; else it must look like nothing at all. */
  mayKnow: (viewer: Viewer) => boolean;
}

const always = () => true;
/** Every kind of thing, with an own and a foreign one of each. A kind without an entry fails where it is looked up. */
export const cases: Record<Subject, (server: TestServer) => Promise<Case[]>> = {
  nothing: async ({ world }) => [
    {
      ...{ name: "nothing", subject: undefined, mayKnow: always },
      fields: async ({ viewer }) => ({
        ...ofAlder(world),
        ...{ about: newId(), body: fromPlainText("A word"), timeZone: null, tag: "trust" },
        "upload-length": "10",
        "upload-metadata": `fileId ${btoa(newId())},filename ${btoa("notes.txt")}`,
        code: codes.find(([place]) => world.campuses[place] === viewer.campusId)?.[1] ?? "KITE 42",
      }),
    },
  ],
  program: async ({ world }) =>
    places.map((place) => ({
      ...{ name: whose[place], mayKnow: always },
      subject: { id: world.programs[programOf[place]], programId: world.programs[programOf[place]] },
      fields: async () => ({ programId: world.programs[programOf[place]] }),
    })),
  campus: async ({ world }) =>
    places.map((place) => ({
      ...{ name: whose[place], mayKnow: always },
      subject: { campusId: world.campuses[place] },
      fields: async () => ({
        campusId: world.campuses[place],
        conveningId: world.convenings[programOf[place]],
      }),
    })),
  convening: async ({ world }) =>
    (["alder", "cedar"] as const).map((place) => {
      const { programId, memberCampusIds } = debriefSubject(world, place);
      const subject = { programId: programId as Id, campusIds: memberCampusIds };
      return {
        ...{ name: whose[place], subject, mayKnow: (viewer) => canSeeConvening(viewer, subject) },
        fields: async () => ({ conveningId: world.convenings[programOf[place]] }),
      };
    }),
  debrief: async ({ world }) =>
    listRooms(world).map(({ name, subject }) => {
      return {
        ...{ name, subject, mayKnow: (viewer) => canSeePhase(viewer, subject) },
        channels: [`debriefs:${subject.id}`, `debrieffacilitators:${subject.id}`],
        fields: async (asker) => ({
          debriefId: subject.id,
          contributionId: await contributionFor(asker, subject),
          heldId: await holdFor(asker, subject.id),
          personId: asker.viewer.personId ?? world.people.pat.personId,
        }),
      };
    }),
  ...groupCases,
  ...forumCases,
  ...notificationCases,
  ...fileCases,
  ...personCases,
  report: reportCases,
  decision: decisionCases,
  appeal: appealCases,
  matter: matterCases,
  deskNote: deskNoteCases,
  role: async (server) => roleSubjects(server.world).map((one) => roleCase(server, one)),
  development: async () => [
    {
      ...{ name: "on one’s own machine", subject: { isOffered: true, isLoopback: true }, mayKnow: always },
      fields: async () => ({ key: "max" }),
    },
    {
      ...{ name: "from elsewhere", subject: { isOffered: true, isLoopback: false }, mayKnow: always },
      fields: async () => ({ key: "max" }),
      headers: { host: "line.example.edu", origin: "http://line.example.edu" },
    },
  ],
};

function listRooms(world: World): { name: string; subject: DebriefSubject }[] {
  return [
    ...places.map((place) => ({ name: whose[place], subject: debriefSubject(world, place) })),
    ...(["hidden", "foreign"] as const).map((kind) => ({
      ...{ name: roomGroups[kind], subject: groupRoomSubject(world, kind) },
    })),
  ];
}

const codes = [
  ["alder", "ALDER 11"],
  ["birch", "BIRCH 22"],
  ["cedar", "CEDAR 33"],
  ["dogwood", "DOGWOOD 44"],
] as const;

/** What strangers give for themselves when they sign up or in. */
export const PASSWORD = "wordwordword";

function ofAlder({ programs, campuses, people }: World): Fields {
  return {
    ...{ programId: programs.northern, campusId: campuses.alder, domain: "alder.example" },
    ...{ address: people.pat.address, password: PASSWORD },
  };
}

export function debriefSubject({ rooms, campuses, programs }: World, place: Place): DebriefSubject {
  const isNorthern = programOf[place] === "northern";
  return {
    id: rooms[place],
    campusId: campuses[place],
    groupId: null,
    programId: programs[programOf[place]],
    memberCampusIds: isNorthern ? [campuses.alder, campuses.birch] : [campuses.cedar],
  };
}

/** A contribution in each room, for deeds that need one. */
const contributions: Record<Id, Id> = {};
const facilitators: Record<Id, Someone> = {};

/** One of the asker's own, since some deeds are for an author alone; of those who may not speak, somebody else's. */
async function contributionFor({ viewer, browser }: Asker, subject: DebriefSubject): Promise<Id> {
  if (!canAttendDebrief(viewer, subject)) return contributions[subject.id] as Id;
  await letTalk(subject.id);
  return await say({ params: { debriefId: subject.id } }, { browser }, "A word of one’s own");
}

/** A breath that was taken, or a prompt that was held, for the asking must not hold back what is said for the next. */
async function letTalk(debriefId: Id): Promise<void> {
  const { view } = await recallRoom(debriefId);
  const browser = facilitators[debriefId]?.browser;
  const params = { debriefId };
  // Several ask at a time: it is enough that one of them ends it.
  if (view.breath !== null) await browser?.try(debriefEndpoints.goOn, { params, input: { deedId: newId() } });
  for (const segment of view.heldSegments)
    await browser?.try(debriefEndpoints.hold, {
      params,
      input: { deedId: newId(), segment, isHolding: false },
    });
}

/** A remark of the asker's own that waits, also where they would not be let. */
async function holdFor({ viewer }: Asker, debriefId: Id): Promise<Id> {
  const remark = { _id: newId(), debriefId, by: viewer.personId ?? newId(), text: "A word", at: Date.now() };
  await keepHeld({
    ...{ ...remark, kind: "insight", contributionId: null, author: null, isUnnamed: true, segment: 0 },
    ...{ state: "waiting", reason: "", settledBy: null },
  });
  return remark._id;
}

/** Opens a room at each campus and in two groups, and says something in each, so that there is something to answer. */
export async function fillRooms(server: TestServer): Promise<void> {
  const { rooms, campuses, convenings } = server.world;
  for (const place of places) {
    const conveningId = convenings[programOf[place]];
    const debrief = { debriefId: rooms[place], conveningId, campusId: campuses[place] };
    const room = await peopleRoom(server, debrief);
    facilitators[room.id] = room.fay;
    contributions[room.id] = await say(room, room.max, "A word");
  }
  for (const { debriefId, facilitator } of await fillGroupRooms(server)) {
    facilitators[debriefId] = facilitator;
    contributions[debriefId] = await say({ params: { debriefId } }, facilitator, "A word");
  }
}

function roleSubjects(world: World): RoleSubject[] {
  const { rooms, campuses, programs } = world;
  const site = { kind: "site" as const, id: null, campusId: null, allianceIds: [] };
  const scopes = (["alder", "cedar"] as const).flatMap((place): RoleSubject[] => {
    const allianceIds = [programs[programOf[place]]];
    const campusId = campuses[place];
    return [
      { role: "facilitator", scope: { kind: "room", id: rooms[place], campusId, allianceIds } },
      { role: "coordinator", scope: { kind: "campus", id: campusId, campusId, allianceIds } },
      {
        role: "steward",
        scope: { kind: "alliance", id: allianceIds[0] as Id, campusId: null, allianceIds },
      },
    ];
  });
  return [...scopes, { role: "administrator", scope: site }];
}

/** Pat is given the role before each request, so that there is one to take and one to give again. */
function roleCase({ world }: TestServer, subject: RoleSubject): Case {
  const { role, scope } = subject;
  const { pat } = world.people;
  const held = { role, scopeKind: scope.kind, scopeId: scope.id };
  const isOwn = scope.id === null || Object.values(debriefSubject(world, "alder")).includes(scope.id);
  return {
    name: `${role} of ${isOwn ? "own" : "another alliance’s"} ${scope.kind}`,
    subject,
    mayKnow: (viewer) => canGiveRole(viewer, subject),
    fields: async () => {
      const { record } = await keepRole({ ...held, personId: pat.personId, givenBy: null });
      return { roleId: record._id, address: pat.address, ...held };
    },
  };
}
