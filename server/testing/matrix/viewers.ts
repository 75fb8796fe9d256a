import { inTransaction } from "#server/database/transaction";
import { changePart, letIn } from "#server/groups/memberships.model";
import type { HttpClient } from "#server/testing/httpClient";
import type { TestServer } from "#server/testing/startServer";
import { buildPerson, type PersonOfOurs, type World } from "#server/testing/world";
import type { Id } from "#shared/ids";
import { type HeldRole, stranger, type Viewer } from "#shared/people/viewer";

/** One way of standing to the things of the matrix, with a browser to ask from. */
export interface Asker {
  kind: string;
  viewer: Viewer;
  browser: HttpClient;
}

interface Kind {
  kind: string;
  campus: keyof World["campuses"];
  roles?: (world: World) => HeldRole[];
  isUnverified?: true;
}

const facilitates = (scopeId: Id): HeldRole[] => [{ role: "facilitator", scopeKind: "room", scopeId }];
const coordinates = (scopeId: Id): HeldRole[] => [{ role: "coordinator", scopeKind: "campus", scopeId }];
/** A part in each of the groups of Alder's alliance. */
const isInGroups = (role: "member" | "facilitator", { groups }: World): HeldRole[] =>
  [groups.open, groups.request, groups.hidden].map((scopeId) => ({ role, scopeKind: "group", scopeId }));
const stewards = (scopeId: Id): HeldRole[] => [{ role: "steward", scopeKind: "alliance", scopeId }];

/** Own is Alder's. Who holds a role is of a campus in no alliance, so that nothing but the role lets them pass. */
const kinds: Kind[] = [
  { kind: "unverified", campus: "alder", isUnverified: true },
  { kind: "member of this campus", campus: "alder" },
  { kind: "member of another campus of the alliance", campus: "birch" },
  { kind: "member of a campus outside the alliance", campus: "cedar" },
  { kind: "facilitator of this room", campus: "dogwood", roles: ({ rooms }) => facilitates(rooms.alder) },
  { kind: "facilitator of another room", campus: "dogwood", roles: ({ rooms }) => facilitates(rooms.birch) },
  { kind: "member of the group", campus: "dogwood", roles: (world) => isInGroups("member", world) },
  { kind: "facilitator of the group", campus: "dogwood", roles: (world) => isInGroups("facilitator", world) },
  {
    kind: "coordinator of this campus",
    campus: "dogwood",
    roles: ({ campuses }) => coordinates(campuses.alder),
  },
  {
    kind: "coordinator of another campus",
    campus: "dogwood",
    roles: ({ campuses }) => coordinates(campuses.birch),
  },
  {
    kind: "steward of the program",
    campus: "dogwood",
    roles: ({ programs }) => stewards(programs.northern),
  },
  {
    kind: "steward of another program",
    campus: "dogwood",
    roles: ({ programs }) => stewards(programs.southern),
  },
  {
    kind: "administrator",
    campus: "dogwood",
    roles: () => [{ role: "administrator", scopeKind: "site", scopeId: null }],
  },
];

/** One new person of each kind, signed in, and a stranger; new ones, so that nobody's share of requests is used up. */
export async function buildAskers(server: TestServer): Promise<Asker[]> {
  const { world } = server;
  const people = await Promise.all(
    kinds.map(async ({ kind, campus, roles, isUnverified }) => {
      const held = roles?.(world) ?? [];
      const besideGroups = held.filter(({ scopeKind }) => scopeKind !== "group");
      const person = await buildPerson("Somebody", world.campuses[campus], besideGroups, !isUnverified);
      const viewer = { ...person, roles: held };
      return { kind, viewer, browser: await server.signIn(viewer.personId) };
    }),
  );
  const { open, request, hidden } = world.groups;
  await Promise.all([open, request, hidden].map((groupId) => letInto(groupId, people.map(toViewer))));
  return [{ kind: "anonymous", viewer: stranger, browser: server.visit() }, ...people];
}

const toViewer = ({ viewer }: Asker & { viewer: PersonOfOurs }) => viewer;

/** Lets those of them into the group who have a part in it: one after the other, since each is counted in it. */
async function letInto(groupId: Id, people: readonly PersonOfOurs[]): Promise<void> {
  await inTransaction(async (session) => {
    for (const { personId, roles } of people) {
      const held = roles.find(({ scopeId }) => scopeId === groupId);
      if (held === undefined) continue;
      await letIn({ groupId, personId, normsVersion: 1 }, {}, session);
      if (held.role === "facilitator") await changePart(groupId, personId, "facilitator", session);
    }
  });
}
