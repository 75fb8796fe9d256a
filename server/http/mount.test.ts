import { Router } from "express";
import { describe, expect, test } from "vitest";
import { assertEventsDeclared } from "#server/live/publish";
import { debriefEndpoints } from "#shared/debriefs/debriefs.endpoints";
import { events } from "#shared/events";
import type { Endpoint } from "#shared/http/endpoint";
import { endpointsOf, mount } from "./mount";

describe("booting", () => {
  const door = debriefEndpoints.show as Endpoint;

  test.each(["reply", "policy", "about", "summary"] as const)("fails on a door without its %s", (part) => {
    const { [part]: _, ...rest } = door;
    const router = Router();
    expect(() => mount(router, rest as Endpoint, () => ({}))).toThrow(`GET ${door.path}`);
    expect(endpointsOf(router)).toEqual([]);
  });

  test("takes a door that is whole", () => {
    const router = Router();
    mount(router, door, () => ({}));
    expect(endpointsOf(router)).toEqual([door]);
  });

  test.each(["data", "policy", "about"] as const)("fails on an event without its %s", (part) => {
    const table = events as Record<string, unknown>;
    const { [part]: _, ...rest } = events["debriefs:moved"];
    table["debriefs:halfDeclared"] = rest;
    try {
      expect(assertEventsDeclared).toThrow("debriefs:halfDeclared");
    } finally {
      delete table["debriefs:halfDeclared"];
    }
    expect(assertEventsDeclared).not.toThrow();
  });
});
