import { afterAll, beforeAll, expect, test } from "vitest";
import { Entry } from "#server/forums/entries.model";
import { answerIn, buildCategory, start } from "#server/testing/buildForum";
import { type GroupOfOurs, peopleGroup } from "#server/testing/buildGroup";
import { buildSomeone, type Someone } from "#server/testing/buildRoom";
import { startServer, type TestServer } from "#server/testing/startServer";
import { spaceEndpoints } from "#shared/forums/spaces.contract";
import { threadEndpoints } from "#shared/forums/threads.endpoints";
import { summaryEndpoints as doors, SUMMARY_DAYS } from "#shared/health/summary.contract";
import { type Id, newId } from "#shared/ids";

let server: TestServer;
let group: GroupOfOurs;
let spaceId: Id;
let categoryId: Id;
let people: Someone[];
beforeAll(async () => {
  server = await startServer();
  group = await peopleGroup(server);
  const is = { role: "member", scopeKind: "group", scopeId: group.id } as const;
  const nells = ["Nell", "Noor", "Nia", "Neve"].map((name) =>
    buildSomeone(server, name, server.world.campuses.dogwood, [is]),
  );
  people = [group.max, ...(await Promise.all(nells))];
  spaceId = (await group.fay.browser.do(spaceEndpoints.findGroupSpace, { params: group.params })).spaceId;
  const { categories } = await group.fay.browser.do(spaceEndpoints.show, { params: { spaceId } });
  categoryId = categories[0]!.id;
});
afterAll(() => server.close());

const look = ({ browser }: Someone) => browser.do(doors.ofGroup, { params: group.params, input: {} });

test("everybody in a group reads what happened there, of nobody and of nothing that they may not read", async () => {
  const { fay, max, mia, stella } = group;
  expect(await look(max)).toMatchObject({ begun: 0, replies: 0, spoke: null, came: 5, lively: [] });

  const quiet = await start(categoryId, max, { title: "A quiet one" });
  const lively = await start(categoryId, max, { title: "A lively one" });
  for (const who of people.slice(1, 4)) await answerIn(lively, who, "So do we.");
  const old = await start(categoryId, max, { title: "An old one" });
  const longAgo = { $inc: { at: -(SUMMARY_DAYS + 1) * 24 * 60 * 60_000 } };
  await Entry.collection.updateMany({ threadId: old }, longAgo);
  const hidden = (await answerIn(quiet, people[4]!, "Not this.")).data.post.id;
  const input = { deedId: newId(), isHidden: true, reason: "A name." };
  await fay.browser.do(threadEndpoints.hide, { params: { postId: hidden }, input });
  const among = await buildCategory(spaceId, {
    read: "moderators",
    start: "moderators",
    answer: "moderators",
  });
  await start(among, fay, { title: "Among us" });

  const seen = await look(max);
  expect(seen).toMatchObject({ begun: 2, replies: 3, spoke: null });
  expect(seen.lively.map(({ title, posts }) => [title, posts])).toEqual([
    ["A lively one", 4],
    ["A quiet one", 1],
  ]);
  expect(await look(fay)).toMatchObject({ begun: 3, replies: 3, spoke: 5 });
  await answerIn(lively, people[4]!, "And we.");
  expect(await look(max)).toMatchObject({ replies: 4, spoke: 5 });
  for (const { personId } of people) expect(JSON.stringify(await look(max))).not.toContain(personId);
  for (const one of [mia, stella])
    expect((await one.browser.try(doors.ofGroup, { params: group.params, input: {} })).status).toBe(403);
});
