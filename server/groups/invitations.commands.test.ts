import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { Outbox } from "#server/mail/outbox.model";
import { listPeople } from "#server/people/people.reads";
import { type GroupOfOurs, peopleGroup } from "#server/testing/buildGroup";
import type { Someone } from "#server/testing/buildRoom";
import { startServer, type TestServer } from "#server/testing/startServer";
import { groupEndpoints } from "#shared/groups/groups.endpoints";
import { invitationEndpoints as doors, membershipEndpoints } from "#shared/groups/memberships.endpoints";
import { type Id, newId } from "#shared/ids";

let server: TestServer;
let group: GroupOfOurs;
beforeAll(async () => {
  server = await startServer();
});
afterEach(() => void vi.useRealTimers());
afterAll(() => server.close());

const addressOf = async ({ personId }: Someone) => (await listPeople([personId]))[0]!.email;
const invite = ({ browser }: Someone, address: string, invitationId = newId()) =>
  browser.try(doors.invite, { params: group.params, input: { invitationId, address } });
const accept = ({ browser }: Someone, invitationId: Id, version = 1) =>
  browser.try(doors.accept, { params: { invitationId }, input: { version } });
const decline = ({ browser }: Someone, invitationId: Id) =>
  browser.try(doors.decline, { params: { invitationId }, input: {} });
const withdraw = ({ browser }: Someone, invitationId: Id) =>
  browser.try(doors.withdraw, { params: { invitationId }, input: {} });
const own = async ({ browser }: Someone) => (await browser.do(doors.listOwn, { input: {} })).items;
const open = async ({ browser }: Someone) =>
  (await browser.do(doors.list, { params: group.params, input: {} })).items;
const lettersTo = async (address: string) => await Outbox.find({ to: address }).lean();
const fifteenDaysOn = () => vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 15 * 24 * 60 * 60_000 });

/** An invitation of Mia into a hidden group. */
async function inviteMia(): Promise<Id> {
  group = await peopleGroup(server, { joining: "hidden", name: "Quiet Ones", purpose: "A secret purpose" });
  const invitationId = newId();
  expect((await invite(group.fay, await addressOf(group.mia), invitationId)).status).toBe(200);
  return invitationId;
}

describe("inviting", () => {
  test("is answered the same whether or not there is an account, and writes a letter that tells of no group", async () => {
    const invitationId = await inviteMia();
    const address = await addressOf(group.mia);
    const nobody = await invite(group.fay, "Nobody.Yet@ALDER.example");
    const known = await invite(group.fay, await addressOf(group.ben));
    const shapeOf = ({ status, body }: typeof nobody) => [status, Object.keys(body)];
    expect(shapeOf(nobody)).toEqual(shapeOf(known));
    expect(nobody.body).toMatchObject({ address: "nobody.yet@alder.example", by: { name: "Fay" } });
    const [letter, ...others] = await lettersTo(address);
    expect(others).toEqual([]);
    expect(letter?.subject).toBe("Throughline: You are invited to a group");
    expect(letter?.text).toMatch(/^http.*\/groups\/invitations$/m);
    expect(letter?.text).toContain("Fay invites you");
    expect(letter?.text).not.toMatch(/Quiet|secret/);
    expect(await lettersTo("nobody.yet@alder.example")).toHaveLength(1);
    expect(await own(group.mia)).toEqual([
      expect.objectContaining({
        id: invitationId,
        group: expect.objectContaining({ name: "Quiet Ones", members: 2, home: "The northern alliance" }),
      }),
    ]);
  });

  test("twice renews it; what is sent twice writes one letter", async () => {
    const invitationId = await inviteMia();
    const address = await addressOf(group.mia);
    await Promise.all([1, 2, 3].map(() => invite(group.fay, address, invitationId)));
    expect(await lettersTo(address)).toHaveLength(1);
    fifteenDaysOn();
    expect(await open(group.fay)).toEqual([]);
    const anew = newId();
    for (let twice = 0; twice < 2; twice++) {
      const renewed = await invite(group.fay, address, anew);
      expect(renewed.body).toMatchObject({ id: invitationId });
    }
    expect(await lettersTo(address)).toHaveLength(2);
    expect(await open(group.fay)).toHaveLength(1);
    expect((await accept(group.mia, invitationId)).status).toBe(200);
  });

  test("is for an address at one of the group's campuses of somebody who is not in it", async () => {
    await inviteMia();
    for (const address of [
      "a@cedar.example",
      "a@dogwood.example",
      "a@b@alder.example",
      "a@sub.alder.example",
    ]) {
      const refused = await invite(group.fay, address);
      expect([refused.status, refused.body]).toEqual([
        422,
        expect.objectContaining({ fields: [expect.objectContaining({ path: "address" })] }),
      ]);
      expect(await lettersTo(address)).toEqual([]);
    }
    const invitationId = (await own(group.mia))[0]!.id;
    await accept(group.mia, invitationId);
    const isIn = await invite(group.fay, await addressOf(group.mia));
    expect([isIn.status, isIn.body.code]).toEqual([409, "isInGroup"]);
    expect((await invite(group.max, "a@alder.example")).status).toBe(403);
    expect((await invite(group.ben, "a@alder.example")).status).toBe(404);
  });
});

describe("accepting", () => {
  test("works once, also at once, and lets into a hidden group", async () => {
    const invitationId = await inviteMia();
    const early = await accept(group.mia, invitationId, 2);
    expect(early.body.code).toBe("normsChanged");
    const socket = await group.mia.listen();
    const answers = await Promise.all([1, 2, 3].map(() => accept(group.mia, invitationId)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(await socket.cut).toBe("io server disconnect");
    expect((await accept(group.mia, invitationId)).body).toMatchObject({ standing: "member", members: 3 });
    expect([await own(group.mia), await open(group.fay)]).toEqual([[], []]);
    await group.mia.browser.do(groupEndpoints.leave, { params: group.params, input: {} });
    expect((await accept(group.mia, invitationId)).status).toBe(404);
  });

  test("is for whose address it is; for everybody else it is what nothing is", async () => {
    const invitationId = await inviteMia();
    for (const who of [group.max, group.ben, group.ola, group.stella, group.ada]) {
      for (const deed of [accept, decline, withdraw]) {
        const [there, nothing] = [await deed(who, invitationId), await deed(who, newId())];
        expect([there.status, there.text]).toEqual([404, nothing.text]);
      }
      expect(await own(who)).toEqual([]);
    }
    expect((await accept(group.fay, invitationId)).status).toBe(403);
    expect((await withdraw(group.mia, invitationId)).status).toBe(403);
  });

  test("what has expired, was taken back or declined is nothing any more", async () => {
    const over = [
      async () => void fifteenDaysOn(),
      async (invitationId: Id) => {
        for (let twice = 0; twice < 2; twice++)
          expect((await withdraw(group.fay, invitationId)).status).toBe(200);
      },
      async (invitationId: Id) => {
        for (let twice = 0; twice < 2; twice++)
          expect((await decline(group.mia, invitationId)).status).toBe(200);
        expect((await withdraw(group.fay, invitationId)).body.code).toBe("answered");
      },
    ];
    for (const end of over) {
      const invitationId = await inviteMia();
      await end(invitationId);
      expect((await accept(group.mia, invitationId)).status).toBe(404);
      expect(await own(group.mia)).toEqual([]);
      vi.useRealTimers();
    }
  });

  test("is over for whoever was removed since, and while the group is archived", async () => {
    const first = await inviteMia();
    await accept(group.mia, first);
    const { params } = group;
    const there = {
      params: { ...params, personId: group.mia.personId },
      input: { reason: "It hurts others." },
    };
    await group.fay.browser.do(membershipEndpoints.remove, there);
    expect((await accept(group.mia, first)).status).toBe(404);

    const second = await inviteMia();
    await group.fay.browser.do(groupEndpoints.archive, { params: group.params, input: { isArchived: true } });
    expect(await own(group.mia)).toEqual([]);
    expect((await accept(group.mia, second)).body.code).toBe("archived");
  });
});
