import { expect } from "vitest";
import { forgetRooms } from "#server/debriefs/rooms.reads";
import { applyDebriefEvent } from "#shared/debriefs/debriefs.apply";
import type { DebriefView } from "#shared/debriefs/debriefs.contract";
import { debriefEndpoints } from "#shared/debriefs/debriefs.endpoints";
import type { DebriefFact } from "#shared/debriefs/debriefs.events";
import type { Id } from "#shared/ids";
import type { HttpClient } from "./httpClient";
import type { LiveClient } from "./liveClient";

export interface Onlooker {
  browser: HttpClient;
  socket: LiveClient;
}

/**
 * Does something in a room while somebody looks on, and expects that what they heard, folded into what they saw before,
 * is what a server that starts anew reads from the log. Every fact is folded twice, which must be harmless. Answers the
 * facts that were heard.
 */
export async function expectSameAsRefetch(
  { browser, socket }: Onlooker,
  debriefId: Id,
  act: () => Promise<unknown>,
): Promise<DebriefFact[]> {
  const params = { debriefId };
  const { view } = await socket.join<DebriefView>(`debriefs:${debriefId}`);
  if (view === null) throw new Error("Somebody who comes in is handed the room.");
  expect(view).toEqual(await browser.do(debriefEndpoints.show, { params }));
  await act();

  forgetRooms();
  const fresh = await browser.do(debriefEndpoints.show, { params });
  const heard = () =>
    new Map(
      socket.facts
        .map(({ payload }) => payload as DebriefFact)
        .filter(({ roomId, seq }) => roomId === debriefId && seq > view.seq)
        .map((fact) => [fact.seq, fact]),
    );
  await socket.until(() => heard().size >= fresh.seq - view.seq, `${fresh.seq - view.seq} facts`);
  const facts = [...heard().values()].sort((a, b) => a.seq - b.seq);
  let folded = view;
  for (const fact of facts) folded = applyDebriefEvent(applyDebriefEvent(folded, fact), fact);
  expect(folded).toEqual(fresh);
  return facts;
}
