import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type GroupOfOurs, peopleGroup } from "#server/testing/buildGroup";
import { buildSomeone, type Someone } from "#server/testing/buildRoom";
import { startServer, type TestServer } from "#server/testing/startServer";
import { buildGroup } from "#server/testing/world";
import { accountEndpoints } from "#shared/accounts/accounts.contract";
import type { GroupPart } from "#shared/groups/groups.contract";
import { groupEndpoints as doors } from "#shared/groups/groups.endpoints";
import { membershipEndpoints } from "#shared/groups/memberships.endpoints";
import type { Id } from "#shared/ids";
import { Group } from "./groups.model";
import { Membership } from "./memberships.model";

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

type Where = Pick<GroupOfOurs, "id" | "params">;
const join = ({ browser }: Someone, { params }: Where, version = 1) =>
  browser.try(doors.join, { params, input: { version } });
const leave = ({ browser }: Someone, { params }: Where) => browser.try(doors.leave, { params, input: {} });
const name = ({ browser }: Someone, { id: groupId }: Where, personId: Id, part: GroupPart) =>
  browser.try(membershipEndpoints.namePart, { params: { groupId, personId }, input: { part } });
const remove = ({ browser }: Someone, { id: groupId }: Where, personId: Id) =>
  browser.try(membershipEndpoints.remove, {
    params: { groupId, personId },
    input: { reason: "It hurts others." },
  });
const roles = async ({ browser }: Someone) => (await browser.do(accountEndpoints.site, {})).me?.roles;

/** The group counts who is in it as its memberships do, and somebody facilitates it. */
async function expectExact({ id: groupId }: Where): Promise<void> {
  const { memberCount, facilitatorCount } = (await Group.findById(groupId).lean())!;
  const facilitators = await Membership.countDocuments({ groupId, part: "facilitator" });
  expect([memberCount, facilitatorCount]).toEqual([
    await Membership.countDocuments({ groupId }),
    facilitators,
  ]);
  expect(facilitators).toBeGreaterThan(0);
}

describe("joining an open group", () => {
  test("twice, also at once, is one membership and is answered the same", async () => {
    const group = await peopleGroup(server);
    const answers = await Promise.all([1, 2, 3, 4].map(() => join(group.mia, group)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect((await join(group.mia, group)).body).toMatchObject({
      standing: "member",
      members: 3,
      acceptedNorms: 1,
    });
    expect(await roles(group.mia)).toEqual([{ role: "member", scopeKind: "group", scopeId: group.id }]);
    await expectExact(group);
  });

  test("is done by a whole class at once", async () => {
    const group = await peopleGroup(server);
    const { alder } = server.world.campuses;
    const everybody = await Promise.all(
      Array.from({ length: 40 }, () => buildSomeone(server, "Nell", alder)),
    );
    const answers = await Promise.all(everybody.map((who) => join(who, group)));
    expect(answers.map(({ status }) => status)).toEqual(everybody.map(() => 200));
    await expectExact(group);
  });

  test("is for those at home there, with the norms of today, and not where one has to ask", async () => {
    const group = await peopleGroup(server);
    expect((await join(group.ola, group)).status).toBe(404);
    expect((await join(group.ada, group)).status).toBe(404);
    const early = await join(group.mia, group, 2);
    expect([early.status, early.body.code]).toEqual([409, "normsChanged"]);
    for (const joining of ["request", "private"] as const) {
      const other = await peopleGroup(server, { joining });
      expect((await join(other.mia, other)).status).toBe(403);
      await expectExact(other);
    }
  });

  test("takes effect at once, and leaving within a second; nobody else hears of it", async () => {
    const group = await peopleGroup(server);
    const { mia, ben, params } = group;
    const [socket, outsider] = await Promise.all([mia.listen(), ben.listen()]);
    await join(mia, group);
    expect(await socket.cut).toBe("io server disconnect");
    expect((await mia.browser.do(membershipEndpoints.list, { params, input: {} })).items).toHaveLength(3);
    const again = await mia.listen();
    expect((await leave(mia, group)).status).toBe(200);
    const left = Date.now();
    expect(await again.cut).toBe("io server disconnect");
    expect(Date.now() - left).toBeLessThan(1_000);
    expect((await mia.browser.try(membershipEndpoints.list, { params, input: {} })).status).toBe(403);
    await outsider.say("live:clock", {});
    expect(outsider.facts).toEqual([]);
    expect(outsider.socket.connected).toBe(true);
    await expectExact(group);
  });
});

describe("a group's last facilitator", () => {
  test("neither leaves nor is made a member; once there is another they may", async () => {
    const group = await peopleGroup(server);
    const { fay, max } = group;
    for (const refused of [await leave(fay, group), await name(fay, group, fay.personId, "member")])
      expect([refused.status, refused.body.code]).toEqual([409, "lastFacilitator"]);
    expect((await name(fay, group, max.personId, "facilitator")).status).toBe(200);
    expect(await roles(max)).toEqual([{ role: "facilitator", scopeKind: "group", scopeId: group.id }]);
    expect((await leave(fay, group)).status).toBe(200);
    expect((await leave(max, group)).body.code).toBe("lastFacilitator");
    await expectExact(group);
  });

  test("stays, whatever two facilitators do to each other and themselves at once", async () => {
    const { programs, campuses } = server.world;
    const deeds = [
      (one: Someone, other: Someone, group: Where) => [
        name(one, group, other.personId, "member"),
        name(other, group, one.personId, "member"),
      ],
      (one: Someone, other: Someone, group: Where) => [
        remove(one, group, other.personId),
        remove(other, group, one.personId),
      ],
      (one: Someone, other: Someone, group: Where) => [leave(one, group), leave(other, group)],
      (one: Someone, other: Someone, group: Where) => [
        leave(one, group),
        name(other, group, other.personId, "member"),
      ],
    ];
    for (let pair = 0; pair < 20; pair++) {
      const one = await buildSomeone(server, "One", campuses.alder);
      const id = await buildGroup({ programId: programs.northern, foundedBy: one.personId });
      const held = [{ role: "facilitator", scopeKind: "group", scopeId: id } as const];
      const other = await buildSomeone(server, "Other", campuses.birch, held);
      const group = { id, params: { groupId: id } };
      const answers = await Promise.all(deeds[pair % deeds.length]!(one, other, group));
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
      expect(answers.find(({ status }) => status === 409)?.body.code).toBe("lastFacilitator");
      await expectExact(group);
    }
  });
});

describe("removing somebody", () => {
  test("is done by facilitators, cuts them within a second, and is refused to everybody else", async () => {
    const group = await peopleGroup(server, { joining: "hidden" });
    const { fay, max, mia, params } = group;
    expect((await remove(mia, group, max.personId)).status).toBe(404);
    expect((await remove(max, group, fay.personId)).status).toBe(403);
    expect((await remove(fay, group, fay.personId)).status).toBe(403);
    expect((await remove(fay, group, mia.personId)).status).toBe(404);
    const socket = await max.listen();
    expect((await remove(fay, group, max.personId)).status).toBe(200);
    const removed = Date.now();
    expect(await socket.cut).toBe("io server disconnect");
    expect(Date.now() - removed).toBeLessThan(1_000);
    expect((await max.browser.try(doors.show, { params })).status).toBe(404);
    expect(await roles(max)).toEqual([]);
    expect((await remove(fay, group, max.personId)).status).toBe(404);
    await expectExact(group);
  });
});

test("the roster shows facilitators first, then members in the order in which they came, page by page", async () => {
  const group = await peopleGroup(server);
  const { fay, params } = group;
  const { birch } = server.world.campuses;
  const held = [{ role: "member", scopeKind: "group", scopeId: group.id } as const];
  const came: Id[] = [];
  for (let place = 0; place < 55; place++)
    came.push((await buildSomeone(server, `P${place}`, birch, held)).personId);
  await name(fay, group, came[40]!, "facilitator");
  const first = await fay.browser.do(membershipEndpoints.list, { params, input: {} });
  const second = await fay.browser.do(membershipEndpoints.list, { params, input: { after: first.next! } });
  const all = [...first.items, ...second.items];
  expect(all.map(({ person }) => person.personId)).toEqual([
    ...[fay.personId, came[40], group.max.personId],
    ...came.filter((_, place) => place !== 40),
  ]);
  expect(all[1]).toMatchObject({ part: "facilitator", campus: { name: "Birch College" }, hasAccepted: true });
  const { members, facilitators } = await fay.browser.do(doors.show, { params });
  expect([members, facilitators.map(({ personId }) => personId)]).toEqual([57, [fay.personId, came[40]]]);
});
