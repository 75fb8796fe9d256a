import fc from "fast-check";
import { expect, it } from "vitest";
import { newId } from "#shared/ids";
import type { HandView } from "./debriefs.contract";
import { hasRaisedHand, queueOfHands } from "./hands";

const hand = (name: string, raised: number): HandView => ({
  person: { personId: name, name, unit: "" },
  raised,
});
const names = (hands: readonly HandView[]) => hands.map(({ person }) => person.name);

it("calls hands as they were raised", () => {
  const hands = [hand("Mia", 9), hand("Max", 4)];
  expect(names(queueOfHands({ hands, handOrder: "asRaised", timesCalled: { Max: 5 } }))).toEqual([
    "Max",
    "Mia",
  ]);
});

it("calls those who spoke least first, and among equals the one who asked first", () => {
  const hands = [hand("Max", 1), hand("Mia", 2), hand("Fay", 3)];
  const timesCalled = { Max: 2, Fay: 0 };
  expect(names(queueOfHands({ hands, handOrder: "fewestSpokenFirst", timesCalled }))).toEqual([
    "Mia",
    "Fay",
    "Max",
  ]);
});

it("neither loses nor doubles a hand, whatever the order", () => {
  const raised = fc.uniqueArray(fc.nat(50), { maxLength: 20 });
  fc.assert(
    fc.property(
      raised,
      fc.constantFrom("asRaised" as const, "fewestSpokenFirst" as const),
      (places, handOrder) => {
        const hands = places.map((place) => hand(newId(), place));
        const queue = queueOfHands({ hands, handOrder, timesCalled: {} });
        expect([...queue].sort((a, b) => a.raised - b.raised)).toEqual(
          [...hands].sort((a, b) => a.raised - b.raised),
        );
        expect(queue.every(({ person }) => hasRaisedHand({ hands }, person.personId))).toBe(true);
      },
    ),
  );
});
