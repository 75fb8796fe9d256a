import { keepAppeal } from "#server/care/appeals.model";
import { deskName } from "#server/care/desks.reads";
import { enter } from "#server/database/ledger";
import { inTransaction } from "#server/database/transaction";
import type { TestServer } from "#server/testing/startServer";
import { buildGroup, buildPerson, type World } from "#server/testing/world";
import { type AppealSubject, canDecideAppeal } from "#shared/care/appeals.policy";
import type { DeskSubject } from "#shared/care/care.policy";
import { type Id, newId } from "#shared/ids";
import { isMember } from "#shared/people/people.policy";
import type { Viewer } from "#shared/people/viewer";
import { listDesks } from "./reportSubjects";
import type { Case } from "./subjects";

const deed = "groups:removed";

/** That somebody was removed from a group, and that whoever asks was. */
export async function decisionCases({ world }: TestServer): Promise<Case[]> {
  return [
    {
      ...{ name: "about somebody", subject: { deed, whomId: newId() }, mayKnow: () => false },
      fields: async () => ({ entryId: await decide(world, newId()) }),
    },
    {
      ...{ name: "about oneself", subject: { deed, whomId: "" }, mayKnow: isMember },
      subjectFor: ({ personId }) => ({ deed, whomId: personId ?? "" }),
      fields: async ({ viewer }) => ({ entryId: await decide(world, viewer.personId ?? newId()) }),
    },
  ];
}

/** Appeals to every kind of desk, of somebody against somebody, of whoever asks, and against what they did. */
export async function appealCases({ world }: TestServer): Promise<Case[]> {
  const desks = await listDesks(world);
  return desks.flatMap(([name, desk]): Case[] => {
    const others: AppealSubject = { desk, appellantId: newId(), byId: newId() };
    const own = ({ personId }: Viewer) => ({ ...others, appellantId: personId ?? "" });
    const against = ({ personId }: Viewer) => ({ ...others, byId: personId ?? "" });
    return [
      {
        ...{ name: `somebody’s ${name}`, subject: others },
        mayKnow: (viewer) => canDecideAppeal(viewer, others),
        fields: async () => ({ appealId: await appeal(world, others) }),
      },
      {
        ...{ name: `one’s own ${name}`, subject: others, subjectFor: own, mayKnow: () => false },
        fields: async ({ viewer }) => ({ appealId: await appeal(world, own(viewer)) }),
      },
      {
        ...{ name: `against oneself ${name}`, subject: others, subjectFor: against, mayKnow: () => false },
        fields: async ({ viewer }) => ({ appealId: await appeal(world, against(viewer)) }),
      },
    ];
  });
}

/** Enters that somebody was removed from a group in which nobody who asks is. */
async function decide(world: World, whom: Id, by: Id = newId()): Promise<Id> {
  const groupId = await groupOf(world);
  const done = { by, deed, about: { groupId }, whom, reason: "Not by our norms." };
  // A log for each, or so many at once would cross each other at the end of one.
  return (await inTransaction((session) => enter(`group:${newId()}`, done, session)))._id;
}

const groups = new WeakMap<World, Promise<Id>>();

/** The same one for all: nobody asks about the group itself. */
function groupOf(world: World): Promise<Id> {
  const known = groups.get(world) ?? buildOne(world);
  groups.set(world, known);
  return known;
}

async function buildOne({ programs, campuses }: World): Promise<Id> {
  const { personId: foundedBy } = await buildPerson("Nell", campuses.birch);
  return await buildGroup({ programId: programs.northern, foundedBy });
}

async function appeal(world: World, { desk, appellantId, byId }: AppealSubject): Promise<Id> {
  const [made, groupId] = [newId(), newId()];
  const entryId = await decide(world, appellantId, byId);
  const what = {
    entryId,
    ledger: `group:${groupId}`,
    deed,
    about: { groupId },
    personId: appellantId,
    byId,
  } as const;
  await keepAppeal({ _id: made, ...what, desk: deskName(desk as DeskSubject), words: "Look again." });
  return made;
}
