import type { IncomingHttpHeaders } from "node:http";
import type { Socket } from "node:net";
import { expect, test } from "vitest";
import { isLoopback } from "./loopback";

const from = (remoteAddress: string | undefined, headers: IncomingHttpHeaders) =>
  isLoopback({ socket: { remoteAddress } as Socket, headers });

test("somebody at this machine comes over loopback to a loopback name", () => {
  for (const host of ["localhost:3000", "127.0.0.1:3000", "[::1]:3000", "LOCALHOST"]) {
    expect(from("127.0.0.1", { host })).toBe(true);
    expect(from("::1", { host })).toBe(true);
    expect(from("::ffff:127.0.0.1", { host })).toBe(true);
  }
});

test("another machine, another name and a proxy are not at this machine", () => {
  expect(from("10.0.0.7", { host: "localhost:3000" })).toBe(false);
  expect(from("::ffff:10.0.0.7", { host: "localhost:3000" })).toBe(false);
  expect(from(undefined, { host: "localhost:3000" })).toBe(false);
  expect(from("127.0.0.1", {})).toBe(false);
  for (const host of [
    "line.example.edu",
    "localhost.evil.example",
    "127.0.0.1.evil.example",
    "evil@localhost",
  ]) {
    expect(from("127.0.0.1", { host })).toBe(false);
  }
  expect(from("127.0.0.1", { host: "localhost:3000", "x-forwarded-for": "10.0.0.7" })).toBe(false);
  expect(from("127.0.0.1", { host: "localhost:3000", forwarded: "for=10.0.0.7" })).toBe(false);
});
