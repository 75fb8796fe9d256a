import { expect } from "vitest";
import type { DebriefFact } from "#shared/debriefs/debriefs.events";
import type { Id } from "#shared/ids";
import type { RoomPhone } from "./roomPhone";

/** The log has no holes and no doubles, and holds exactly what was acknowledged as it was acknowledged. */
export function expectWhole(facts: readonly DebriefFact[], phones: readonly RoomPhone[]): void {
  expect(facts.map(({ seq }) => seq)).toEqual(facts.map((_, place) => place + 1));
  const outcomes = phones.flatMap((phone) => phone.outcomes);
  const acknowledged = new Map<Id, DebriefFact>();
  for (const outcome of outcomes) if ("fact" in outcome) acknowledged.set(outcome.deedId, outcome.fact);
  expect(new Set([...acknowledged.values()].map(({ seq }) => seq)).size).toBe(acknowledged.size);
  const told = new Set([...acknowledged.values()].map(({ seq }) => seq));
  const unasked = facts.filter(({ seq }) => !told.has(seq)).map(({ name }) => name);
  const others = unasked.filter((name) => name !== "debriefs:handLowered");
  expect(others, "nobody's deed is only what a pause lowers").toEqual([]);
  expectSilentWhilePaused(facts, phones);
  const withdrawn = facts.flatMap((fact) =>
    fact.name === "debriefs:withdrawn" ? [fact.data.contributionId] : [],
  );
  for (const fact of acknowledged.values()) {
    const entered = facts[fact.seq - 1] as DebriefFact;
    const isErased = fact.name === "debriefs:contributed" && withdrawn.includes(fact.data.contribution.id);
    if (isErased) expect(entered).toMatchObject({ name: fact.name, at: fact.at });
    else expect(entered).toEqual(fact);
  }
  expectStillWhileBreathing(facts);
  const words = facts.flatMap((fact) =>
    fact.name === "debriefs:contributed" ? [fact.data.contribution.id] : [],
  );
  expect(new Set(words).size).toBe(words.length);
  const untrue = outcomes.filter((outcome) => "refused" in outcome && /notOpen|closed/.test(outcome.refused));
  expect(untrue, "the room is live throughout").toEqual([]);
  const both = outcomes.filter((outcome) => "refused" in outcome && acknowledged.has(outcome.deedId));
  expect(both, "a deed is not both done and refused").toEqual([]);
}

/** Whatever came in whichever order, it was folded in that of the log, and once. */
export function expectInOrder(folded: readonly DebriefFact[]): void {
  for (const [place, { seq }] of folded.entries()) {
    if (place > 0) expect(seq).toBeGreaterThan(folded[place - 1]?.seq ?? 0);
  }
}

/** From a breath until the room goes on nothing is said, answered or reacted to. */
function expectStillWhileBreathing(facts: readonly DebriefFact[]): void {
  let isBreathing = false;
  for (const { name } of facts) {
    if (/:breathTaken$/.test(name)) isBreathing = true;
    if (/:(wentOn|moved|stageChanged)$/.test(name)) isBreathing = false;
    expect(isBreathing && /:(contributed|answered|reacted)$/.test(name) ? name : null).toBeNull();
  }
}

/** Whatever somebody began while they were paused, nothing of it was said, held, reacted to or asked for. */
function expectSilentWhilePaused(facts: readonly DebriefFact[], phones: readonly RoomPhone[]): void {
  for (const { begunPaused, outcomes } of phones) {
    const came = outcomes.filter(({ deedId }) => begunPaused.includes(deedId));
    const spoken = came.filter((outcome) => "fact" in outcome && SPEAKING.test(outcome.fact.name));
    expect([...spoken, ...came.filter((outcome) => "isHeld" in outcome)]).toEqual([]);
    const ids = facts.flatMap((fact) =>
      fact.name === "debriefs:contributed" ? fact.data.contribution.id : [],
    );
    expect(ids.filter((id) => begunPaused.includes(id))).toEqual([]);
  }
}

const SPEAKING = /:(contributed|answered|reacted|handRaised)$/;
