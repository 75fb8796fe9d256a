import fc from "fast-check";
import { expect, test } from "vitest";
import { fromCursor, toCursor, toPage } from "./cursor";

test("a cursor is read back as it was written", () => {
  const key = fc.oneof(fc.string(), fc.integer());
  fc.assert(
    fc.property(fc.array(key, { minLength: 1, maxLength: 3 }), (keys) => {
      expect(fromCursor(toCursor(keys), keys.length)).toEqual(keys);
    }),
  );
});

test("whatever else comes as a cursor is refused, and nothing but keys comes out of it", () => {
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const others = [{ $ne: 1 }, [{ $gt: "" }, 1], [null, 1], [[1], 1], [1], [1, 2, 3], "x", null];
  for (const cursor of ["", "x", "%%%", ...others.map(encode)]) {
    expect(() => fromCursor(cursor, 2)).toThrow("Start again from the first.");
  }
  fc.assert(
    fc.property(fc.string(), (cursor) => {
      try {
        expect(fromCursor(cursor, 2).every((key) => ["string", "number"].includes(typeof key))).toBe(true);
      } catch (refusal) {
        expect(refusal).toMatchObject({ status: 422 });
      }
    }),
  );
});

test("pages put together are the whole, and the last one says so", () => {
  fc.assert(
    fc.property(fc.nat({ max: 40 }), fc.integer({ min: 1, max: 7 }), (count, size) => {
      const all = Array.from({ length: count }, (_, place) => place);
      const read: number[] = [];
      for (let after: string | null = toCursor([-1]); after !== null; ) {
        const [key] = fromCursor(after, 1);
        const fetched = all.filter((item) => item > Number(key)).slice(0, size + 1);
        const page: { items: number[]; next: string | null } = toPage(fetched, size, (item) => [item]);
        expect(page.items.length).toBeLessThanOrEqual(size);
        read.push(...page.items);
        after = page.next;
      }
      expect(read).toEqual(all);
    }),
  );
});
