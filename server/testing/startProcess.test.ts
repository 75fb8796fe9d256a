import { expect, onTestFinished, test } from "vitest";
import { debriefEndpoints as doors } from "#shared/debriefs/debriefs.endpoints";
import { newId } from "#shared/ids";
import { HttpClient } from "./httpClient";
import { LiveClient } from "./liveClient";
import { prepareProcess } from "./startProcess";

test("a server that is asked to end says goodbye, answers what is under way, and keeps what it answered", async () => {
  const server = await prepareProcess(async ({ people }) => ({
    personIds: [people.fay.personId, people.max.personId],
  }));
  onTestFinished(() => server.close());
  const { fay, max } = server.world.people;
  const params = { debriefId: server.world.rooms.alder };
  const browserOf = (personId: string) => {
    const browser = new HttpClient(server.origin);
    browser.cookie = server.cookies[personId] ?? "";
    return browser;
  };
  await server.start();
  await browserOf(fay.personId).do(doors.changeStage, { params, input: { deedId: newId(), to: "open" } });
  const socket = await LiveClient.connect(server.origin, server.cookies[max.personId] ?? "");
  await socket.join(`debriefs:${params.debriefId}`);
  const words = Array.from({ length: 10 }, () => ({
    ...{ deedId: newId(), kind: "insight" as const, text: "The last words", isUnnamed: false },
  }));
  const browser = browserOf(max.personId);
  const said = words.map((input) =>
    browser.try(doors.contribute, { params, input }).then(
      ({ status }) => status,
      () => 0,
    ),
  );
  await socket.hears("debriefs:contributed");
  const asked = performance.now();
  expect(await server.stop()).toBe(0);
  // Kept-alive connections are not waited for: that would be five seconds.
  expect(performance.now() - asked).toBeLessThan(4_500);
  await socket.cut;
  const statuses = await Promise.all(said);
  const taken = words.filter((_, place) => statuses[place] === 200);

  await server.start();
  const { contributions } = await browserOf(max.personId).do(doors.show, { params });
  const kept = contributions.map(({ id }) => id);
  for (const { deedId } of taken) expect(kept).toContain(deedId);
}, 120_000);
