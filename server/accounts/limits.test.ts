import { expect, test } from "vitest";
import { clientOf, makeLimits } from "./limits";

test("one client may not try one account for ever, and others still may", async () => {
  const limits = makeLimits();
  for (let attempt = 0; attempt < 20; attempt++) await limits.signIn("max@alder.example", "10.0.0.1");
  await expect(limits.signIn("max@alder.example", "10.0.0.1")).rejects.toMatchObject({ code: "tooMany" });
  await limits.signIn("max@alder.example", "10.0.0.2");
  await limits.signIn("mia@alder.example", "10.0.0.1");
});

test("one mailbox gets six messages an hour, whoever asks", async () => {
  const limits = makeLimits();
  for (let client = 0; client < 6; client++) await limits.message("max@alder.example", `10.0.0.${client}`);
  await expect(limits.message("max@alder.example", "10.0.0.9")).rejects.toMatchObject({ code: "tooMany" });
});

test("codes can be tried thirty times an hour for one address, however often new ones are sent", async () => {
  const limits = makeLimits();
  for (let attempt = 0; attempt < 30; attempt++) await limits.proof("max@alder.example", `10.0.0.${attempt}`);
  await expect(limits.proof("max@alder.example", "10.0.0.99")).rejects.toMatchObject({ code: "tooMany" });
  await limits.proof(undefined, "10.0.0.99");
});

test("a whole campus behind one address gets in", async () => {
  const limits = makeLimits();
  for (let person = 0; person < 200; person++) await limits.signIn(`p${person}@alder.example`, "10.0.0.1");
});

test("one subscriber's IPv6 addresses are one client", () => {
  expect(clientOf("2001:db8:1:2:aaaa::1")).toBe(clientOf("2001:db8:1:2:bbbb::9"));
  expect(clientOf("2001:db8::1")).toBe("2001:db8:0:0");
  expect(clientOf("2001:db8:1:2::1")).not.toBe(clientOf("2001:db8:1:3::1"));
  expect(clientOf("127.0.0.1")).toBe("127.0.0.1");
  expect(clientOf("::ffff:10.0.0.1")).toBe("::ffff:10.0.0.1");
});
