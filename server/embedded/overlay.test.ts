import fc from "fast-check";
import { expect, test } from "vitest";
import { Overlay } from "./overlay";
import type { Scanner, Table, View } from "./storage";

/** A file that is a list: what lies under the writes. */
class Listed implements View {
  readonly keys = new Map<number, number>();

  get(_table: Table, key: Buffer): Buffer | undefined {
    const value = this.keys.get(key[0]!);
    return value === undefined ? undefined : Buffer.from([value]);
  }

  scan(_table: Table, start: Buffer, end: Buffer, reverse: boolean): Scanner {
    const inside = [...this.keys]
      .map(([key, value]) => ({ key: Buffer.from([key]), value: Buffer.from([value]) }))
      .filter(({ key }) => Buffer.compare(key, start) >= 0 && Buffer.compare(key, end) < 0)
      .sort((a, b) => Buffer.compare(a.key, b.key) * (reverse ? -1 : 1));
    const scanner: Scanner = {
      key: Buffer.alloc(0),
      value: Buffer.alloc(0),
      next() {
        const step = inside.shift();
        if (step) Object.assign(scanner, step);
        return step !== undefined;
      },
      park: () => undefined,
    };
    return scanner;
  }
}

const key = fc.integer({ min: 1, max: 12 });
const write = fc.record({ key, value: fc.option(fc.integer({ min: 1, max: 99 }), { nil: null }) });
/** What happens one after the other: writes in either layer, one layer handed down, a look at the next key. */
const deeds = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: write.map((one) => ({ kind: "above" as const, ...one })) },
    { weight: 2, arbitrary: write.map((one) => ({ kind: "below" as const, ...one })) },
    { weight: 1, arbitrary: fc.constant({ kind: "handDown" as const }) },
    { weight: 4, arbitrary: fc.constant({ kind: "next" as const }) },
  ),
  { maxLength: 60 },
);

test("a scanner that is parked in between meets, in order, what is there when it gets there", () => {
  fc.assert(
    fc.property(deeds, fc.dictionary(key.map(String), key), fc.boolean(), (all, file, reverse) => {
      const base = new Listed();
      for (const [at, value] of Object.entries(file)) base.keys.set(Number(at), value);
      const below = new Overlay(base);
      const above = new Overlay(below);
      const truth = new Map(base.keys);
      const layers = { above, below };
      const scanner = above.scan("records", Buffer.from([2]), Buffer.from([12]), reverse);
      let at = reverse ? 12 : 1;
      let hasEnded = false;
      for (const deed of all) {
        if (deed.kind === "handDown") {
          below.replay((_table, name, value) => {
            if (value) base.keys.set(name[0]!, value[0]!);
            else base.keys.delete(name[0]!);
          });
          below.take(above);
        } else if (deed.kind === "next") {
          const rest = [...truth.keys()].filter((one) =>
            reverse ? one < at && one >= 2 : one > at && one < 12,
          );
          const wanted: number | undefined =
            hasEnded || rest.length === 0 ? undefined : Math[reverse ? "max" : "min"](...rest);
          expect(scanner.next()).toBe(wanted !== undefined);
          hasEnded ||= wanted === undefined;
          if (wanted !== undefined) {
            expect([scanner.key[0], scanner.value[0]]).toEqual([wanted, truth.get(wanted)]);
            at = wanted;
          }
          scanner.park();
        } else if (deed.kind === "above" || !above.has("records", Buffer.from([deed.key]))) {
          const value = deed.value === null ? null : Buffer.from([deed.value]);
          layers[deed.kind].write("records", Buffer.from([deed.key]), value);
          if (deed.value === null) truth.delete(deed.key);
          else truth.set(deed.key, deed.value);
        }
      }
      for (let name = 1; name <= 12; name++)
        expect(above.get("records", Buffer.from([name]))?.[0]).toBe(truth.get(name));
    }),
    { numRuns: 2_000 },
  );
});

test("many that are written between two scans are met in order as well", () => {
  const overlay = new Overlay(new Listed());
  const name = (at: number) => Buffer.from([at >> 8, at & 255]);
  const met = () => {
    const scanner = overlay.scan("records", name(0), name(9_999), false);
    const keys: number[] = [];
    while (scanner.next()) keys.push(scanner.key.readUInt16BE());
    return keys;
  };
  const wanted: number[] = [];
  for (const count of [300, 5, 200, 1]) {
    for (let i = 0; i < count; i++) {
      const at = (wanted.length * 577) % 1_009;
      wanted.push(at);
      overlay.write("records", name(at), name(at));
    }
    expect(met()).toEqual([...wanted].sort((a, b) => a - b));
  }
});

test("what is not parked may be read on, whatever is written meanwhile", () => {
  const base = new Listed();
  for (const one of [1, 3, 5]) base.keys.set(one, one);
  const overlay = new Overlay(base);
  overlay.write("records", Buffer.from([3]), null);
  overlay.write("records", Buffer.from([4]), Buffer.from([44]));
  const scanner = overlay.scan("records", Buffer.from([1]), Buffer.from([9]), false);
  const met: (number | undefined)[] = [];
  while (scanner.next()) {
    met.push(scanner.value[0]);
    overlay.write("records", scanner.key, null);
  }
  expect(met).toEqual([1, 44, 5]);
  expect(overlay.isEmpty).toBe(false);
  overlay.clear();
  expect(overlay.isEmpty).toBe(true);
});
