import fc from "fast-check";
import { expect, test } from "vitest";
import { parseAddress, readAddress } from "#shared/campuses/address";

const DOMAINS = ["smc.edu", "bücher.example"];

/** What makes one text look like another address, or one address into several. */
const nasty = fc.constantFrom(
  ..."a b @ , ; : . .. + - _ ' \" ( ) < > [ ] \\ / % # ? & = | ` ~ ! $ * { } \t \r\n \0 \u00a0 \u200b \u202e".split(
    " ",
  ),
  ..."smc.edu evil.com x@smc.edu a@evil.com smc.edu.evil.com evil-smc.edu sub.smc.edu SMC.EDU".split(" "),
  ..."ѕmc.edu ｓｍｃ．ｅｄｕ smc。edu smc.еdu bücher.example xn--bcher-kva.example K ſ ı İ ﬁ ＠ ﹫ %40 =40".split(
    " ",
  ),
);
const text = fc.oneof(
  fc.array(nasty, { maxLength: 8 }).map((parts) => parts.join("")),
  fc.string({ unit: "grapheme", maxLength: 40 }),
  fc.emailAddress(),
);

test("whatever is typed, an address that comes of it is one plain mailbox at exactly a listed domain", () => {
  fc.assert(
    fc.property(text, text, (mailbox, domain) => {
      for (const typed of [`${mailbox}@${domain}`, `${mailbox}@smc.edu`, mailbox]) {
        const address = parseAddress(typed, DOMAINS);
        if (address === null) continue;
        expect(address.whole).toMatch(/^[a-z0-9]+([._'-]+[a-z0-9]+)*@(smc\.edu|xn--bcher-kva\.example)$/);
        expect(typed.split("@")).toHaveLength(2);
        // The mailbox is what was typed, in lower case, and nothing that only looked like it.
        expect(typed.split("@")[0]?.trim().toLowerCase()).toBe(address.mailbox);
        expect(typed.split("@")[0]).not.toMatch(/[^\s\u0021-\u007e]/);
        expect(readAddress(address.whole)).toBe(address.whole);
      }
    }),
    { numRuns: 5_000 },
  );
});

test.each([
  "a@evil.com,b@smc.edu",
  "<a@evil.com>b@smc.edu",
  "x@smc.edu.evil.com",
  "x@evil.com@smc.edu",
  "x@sub.smc.edu",
  "x@evilsmc.edu",
  '"x@evil.com"@smc.edu',
  "x(comment)@smc.edu",
  "x+tag@smc.edu",
  "x@smc.edu\r\nBcc: a@evil.com",
  "x\0@smc.edu",
  ".x@smc.edu",
  "x.@smc.edu",
  "х@smc.edu",
  "x@ѕmc.edu",
  "x@[127.0.0.1]",
  "x@smc.edu/evil.com",
  "x@evil.com#smc.edu",
  "x%40evil.com@smc.edu ,a",
  "@smc.edu",
  "smc.edu",
  "",
])("%j is no address at that campus", (typed) => {
  expect(parseAddress(typed, DOMAINS)).toBeNull();
});

test("an address is brought to one spelling", () => {
  expect(parseAddress(" Mary.O'Neil@SMC.edu ", DOMAINS)?.whole).toBe("mary.o'neil@smc.edu");
  expect(parseAddress("x@BÜCHER.example", DOMAINS)?.whole).toBe("x@xn--bcher-kva.example");
});
