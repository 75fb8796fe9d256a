import { expect } from "vitest";
import type { DebriefView } from "#shared/debriefs/debriefs.contract";
import type { DebriefFact } from "#shared/debriefs/debriefs.events";
import { isHolding } from "#shared/debriefs/debriefs.policy";
import type { Id } from "#shared/ids";
import type { RoomPhone } from "./roomPhone";

/** Each remark that was held is in the log once if it was shown, else never; and none got past a held prompt. */
export function expectHeld(
  { facts, waiting }: { facts: readonly DebriefFact[]; waiting: readonly Id[] },
  phones: readonly RoomPhone[],
): void {
  const held = new Set(heldBy(phones));
  const done = new Set<Id>();
  for (const outcome of phones.flatMap((phone) => phone.outcomes))
    if ("fact" in outcome) done.add(outcome.deedId);
  const declined = new Set(phones.flatMap((phone) => phone.declined));
  const said = facts.flatMap(saidIn);
  for (const id of held) {
    const places = [waiting.includes(id), declined.has(id), said.includes(id)];
    expect(places.filter(Boolean), `waits, declined, in the log: ${places}`).toHaveLength(1);
    expect(said.filter((other) => other === id)).toHaveLength(done.has(id) ? 1 : 0);
  }
  const byFacilitator = new Set(phones[0]?.outcomes.map(({ deedId }) => deedId));
  let view = { heldSegments: [] as number[], position: { segment: -1 } };
  for (const fact of facts) {
    const passed = isHolding(view as DebriefView) ? saidIn(fact) : [];
    expect(passed.filter((id) => !held.has(id) && !byFacilitator.has(id))).toEqual([]);
    if (fact.name === "debriefs:moved" || fact.name === "debriefs:stageChanged")
      view = { ...view, position: fact.data.position };
    if (fact.name === "debriefs:holdingChanged") {
      const others = view.heldSegments.filter((segment) => segment !== fact.data.segment);
      view = { ...view, heldSegments: fact.data.isHolding ? [...others, fact.data.segment] : others };
    }
  }
}

/** What those phones were told that it waits. */
export function heldBy(phones: readonly RoomPhone[]): Id[] {
  return phones.flatMap(({ outcomes }) =>
    outcomes.flatMap((outcome) => ("isHeld" in outcome ? [outcome.deedId] : [])),
  );
}

/** The id of what was said in that fact. */
function saidIn(fact: DebriefFact): Id[] {
  if (fact.name === "debriefs:contributed") return [fact.data.contribution.id];
  return fact.name === "debriefs:answered" ? [fact.data.answer.id] : [];
}
