import { changing } from "#server/database/kept";
import { Group, type GroupRecord } from "#server/groups/groups.model";
import { listGroupSubjects } from "#server/groups/groups.reads";
import { Invitation, keepInvitation } from "#server/groups/invitations.model";
import { JoinRequest, keepRequest } from "#server/groups/requests.model";
import { listPeople } from "#server/people/people.reads";
import type { TestServer } from "#server/testing/startServer";
import { buildPerson, type World } from "#server/testing/world";
import {
  canSeeGroup,
  facilitatesGroup,
  type GroupSubject,
  type InvitationSubject,
  type RequestSubject,
} from "#shared/groups/groups.policy";
import { type Id, newId } from "#shared/ids";
import { isMember } from "#shared/people/people.policy";
import type { Viewer } from "#shared/people/viewer";
import type { Fields } from "./inputs";
import { onceAtATime } from "./onceAtATime";
import type { Case } from "./subjects";

/** What groups are asked about: of Alder's alliance, open, by request and hidden, and of another alliance. */
export const groupCases = {
  groupHome: async ({ world }: TestServer): Promise<Case[]> => {
    const { programs, campuses } = world;
    const { alder, birch, cedar } = campuses;
    const homes = [
      { name: "own alliance", programId: programs.northern, campusId: null, campusIds: [alder, birch] },
      { name: "own campus", programId: null, campusId: alder, campusIds: [alder] },
      { name: "another alliance", programId: programs.southern, campusId: null, campusIds: [cedar] },
    ];
    return homes.map(({ name, programId, campusId, campusIds }) => ({
      ...{ name, subject: { programId, campusIds }, mayKnow: () => true },
      fields: async () => ({ groupId: newId(), programId, campusId, norms }),
    }));
  },
  group: async ({ world }: TestServer): Promise<Case[]> =>
    (await listKinds(world)).map(({ kind, subject }) => ({
      ...{ name: names[kind], subject, mayKnow: (viewer) => canSeeGroup(viewer, subject) },
      fields: async ({ viewer }) => ({
        ...(await asItWas(world, kind)),
        // Moved to a home of the asker's own.
        ...{ programId: null, campusId: viewer.campusId ?? world.campuses.alder },
        address: `${newId()}@${kind === "foreign" ? "cedar" : "alder"}.example`,
      }),
    })),
  membership: async ({ world }: TestServer): Promise<Case[]> =>
    (await listKinds(world)).map(({ kind, subject }) => ({
      ...{ name: `of somebody in ${names[kind]}`, subject: { group: subject, personId: newId() } },
      mayKnow: (viewer) => canSeeGroup(viewer, subject),
      fields: async () => {
        const roles = [{ role: "member", scopeKind: "group", scopeId: subject.id } as const];
        const { personId } = await buildPerson("Nell", world.campuses.birch, roles);
        return { ...(await asItWas(world, kind)), personId };
      },
    })),
  request: async ({ world }: TestServer): Promise<Case[]> => {
    const kinds = (await listKinds(world)).filter(({ kind }) => kind === "request" || kind === "foreign");
    return kinds.flatMap(({ kind, subject: group }): Case[] => {
      const by = (personId: Id): RequestSubject => ({ group, personId });
      return [
        {
          ...{ name: `somebody’s in ${names[kind]}`, subject: by(newId()) },
          mayKnow: (viewer) => facilitatesGroup(viewer, group.id),
          fields: async () => ({ requestId: await requestBy(newId(), group) }),
        },
        {
          ...{ name: `one’s own in ${names[kind]}`, subject: by(""), mayKnow: isMember },
          subjectFor: ({ personId }) => by(personId ?? ""),
          fields: async ({ viewer }) => ({ requestId: await requestBy(viewer.personId ?? newId(), group) }),
        },
      ];
    });
  },
  invitation: async ({ world }: TestServer): Promise<Case[]> => {
    const kinds = (await listKinds(world)).filter(({ kind }) => kind === "hidden");
    return kinds.flatMap(({ kind, subject: group }): Case[] => {
      const to = (personId: Id | null): InvitationSubject => ({ group, personId });
      return [
        {
          ...{ name: `of somebody into ${names[kind]}`, subject: to(null) },
          mayKnow: (viewer) => facilitatesGroup(viewer, group.id),
          fields: async () => ({ version: 1, invitationId: await inviteTo(null, group) }),
        },
        {
          ...{ name: `of oneself into ${names[kind]}`, subject: to(""), mayKnow: isMember },
          subjectFor: ({ personId }) => to(personId),
          fields: async ({ viewer }) => ({
            ...(await asItWas(world, kind)),
            invitationId: await inviteTo(viewer, group),
          }),
        },
      ];
    });
  },
};

type Kind = keyof World["groups"];

const names: Record<Kind, string> = {
  open: "own open group",
  request: "own group by request",
  hidden: "own hidden group",
  foreign: "another alliance’s open group",
};
const norms = ["Listen first."];

async function listKinds(world: World): Promise<{ kind: Kind; subject: GroupSubject }[]> {
  const { groups } = world;
  for (const kind of Object.keys(groups) as Kind[]) await asItWas(world, kind);
  const subjects = await listGroupSubjects(Object.values(groups));
  return (Object.keys(groups) as Kind[]).map((kind) => ({
    kind,
    subject: subjects.get(groups[kind]) as GroupSubject,
  }));
}

/** Makes the group what its subject says, whatever the last door has let through. */
async function asItWas(world: World, kind: Kind): Promise<Fields> {
  const known = making.get(world) ?? onceAtATime((one: Kind) => make(world, one));
  making.set(world, known);
  return await known(kind);
}

/** Several at once would only cross each other at the same group. */
const making = new WeakMap<World, (kind: Kind) => Promise<Fields>>();

async function make({ groups, programs }: World, kind: Kind): Promise<Fields> {
  const [groupId, joining] = [groups[kind], kind === "foreign" ? ("open" as const) : kind];
  const programId = programs[kind === "foreign" ? "southern" : "northern"];
  const before: Partial<GroupRecord> = {
    ...{ programId, campusId: null, homeId: programId },
    ...{ joining, isListed: joining !== "hidden", isArchived: false },
    norms: { version: 1, texts: norms, at: 1 },
  };
  await changing(["groups"], (session) => Group.updateOne({ _id: groupId }, { $set: before }, { session }));
  return { groupId, joining, norms, isArchived: false, version: 1, over: 1, prompts: ["A prompt"] };
}

/** An open request of that person's, also where they would not be let. */
async function requestBy(personId: Id, { id: groupId }: GroupSubject): Promise<Id> {
  await JoinRequest.deleteMany({ groupId, personId, state: "open" });
  return (await keepRequest({ _id: newId(), groupId, personId, words: "", normsVersion: 1 }))._id;
}

/** An open invitation to that viewer's address, or to nobody's. */
async function inviteTo(viewer: Viewer | null, { id: groupId }: GroupSubject): Promise<Id> {
  const [person] = viewer?.personId ? await listPeople([viewer.personId]) : [];
  const address = person?.email ?? `${newId()}@alder.example`;
  await Invitation.deleteMany({ groupId, address, state: "open" });
  const kept = await keepInvitation({ _id: newId(), groupId, address, by: newId() });
  return kept?.record._id as Id;
}
