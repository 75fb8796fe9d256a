import { type Evenness, FEWEST, type PeriodView } from "#shared/health/health.contract";
import type { Id } from "#shared/ids";

/** Of what the quieter half would have said if all had spoken alike: from so much on it is even, and below it few speak. */
const EVEN = 0.6;
const FEW = 0.3;

/** How many spoke and how evenly, of who said each post; nothing where these are too few. */
export function voicesOf(authors: readonly Id[]): Pick<PeriodView, "spoke" | "evenness" | "quieterShare"> {
  const counts = countsOf(authors);
  if (counts.length < FEWEST) return { spoke: null, evenness: null, quieterShare: null };
  const quieter = Math.floor(counts.length / 2);
  const share = sum(counts.slice(0, quieter)) / authors.length;
  return {
    spoke: counts.length,
    evenness: evennessOf(share / (quieter / counts.length)),
    quieterShare: quieter < FEWEST ? null : Math.round(100 * share),
  };
}

/** How much each has said, the least first, and no longer who. */
function countsOf(authors: readonly Id[]): number[] {
  const counts = new Map<Id, number>();
  for (const author of authors) counts.set(author, (counts.get(author) ?? 0) + 1);
  return [...counts.values()].sort((one, other) => one - other);
}

function evennessOf(part: number): Evenness {
  if (part >= EVEN) return "even";
  return part >= FEW ? "mixed" : "few";
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, one) => all + one, 0);
}
