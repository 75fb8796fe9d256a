import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { parseSync } from "vite";
import { describe, expect, test } from "vitest";
import { brokenSentences, type Source, sentences } from "./imports";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Reads a file's imports off its syntax tree: static, dynamic, passed on, and in types. */
function readSource(path: string, text: string): Source {
  const { program, module, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path} cannot be read: ${errors[0]!.message}`);
  const imports = [
    ...module.staticImports.map(({ moduleRequest }) => moduleRequest.value),
    ...module.staticExports.flatMap(({ entries }) =>
      entries.flatMap(({ moduleRequest }) => (moduleRequest === null ? [] : [moduleRequest.value])),
    ),
  ];
  let callsFetch = false;
  visit(program, (node) => {
    if (node.type === "ImportExpression" || node.type === "TSImportType") {
      const { value } = node.source as { value?: unknown };
      if (typeof value === "string") imports.push(value);
    }
    if (node.type === "CallExpression" && isFetch(node.callee as Node)) callsFetch = true;
  });
  const passesOn = (node: { type: string; source?: unknown }) =>
    node.type === "ExportAllDeclaration" || (node.type === "ExportNamedDeclaration" && node.source != null);
  const isBarrel =
    program.body.some((node) => node.type === "ExportAllDeclaration") ||
    (program.body.length > 0 && program.body.every(passesOn));
  return { path, imports: [...new Set(imports)], isBarrel, callsFetch };
}

type Node = Record<string, unknown> & { type: string };

function visit(value: unknown, see: (node: Node) => void): void {
  if (Array.isArray(value)) for (const item of value) visit(item, see);
  else if (typeof value === "object" && value !== null) {
    if (typeof (value as Node).type === "string") see(value as Node);
    for (const child of Object.values(value)) visit(child, see);
  }
}

/** `fetch(…)`, `window.fetch(…)`, `globalThis.fetch(…)`. */
function isFetch(callee: Node): boolean {
  if (callee.type === "Identifier") return callee.name === "fetch";
  if (callee.type !== "MemberExpression") return false;
  const { object, property } = callee as unknown as { object: Node; property: Node };
  return property.name === "fetch" && ["window", "globalThis", "self"].includes(String(object.name));
}

function allSources(): Source[] {
  return ["shared", "server", "client", "e2e"].flatMap((side) =>
    readdirSync(join(root, side), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
      .map((entry) => relative(root, join(entry.parentPath, entry.name)))
      .map((path) => readSource(path, readFileSync(join(root, path), "utf8"))),
  );
}

test("every file imports only what it may", () => {
  const broken = allSources().flatMap((source) =>
    brokenSentences(source).map(({ sentence, because }) => `${source.path} (${because}): ${sentence}`),
  );
  expect(broken).toEqual([]);
});

describe("a planted fault is found with its sentence", () => {
  const faults: [path: string, text: string, sentence: keyof typeof sentences][] = [
    ["shared/debriefs/timer.ts", 'import { readFileSync } from "node:fs";', "sides"],
    ["shared/debriefs/timer.ts", 'import type { App } from "#server/app";', "sides"],
    ["shared/debriefs/timer.test.ts", 'import type { App } from "#server/app";', "sides"],
    ["client/debriefs/Room.tsx", 'import { Debrief } from "#server/debriefs/debriefs.model";', "sides"],
    ["server/debriefs/debriefs.reads.ts", 'type Room = import("../../client/debriefs/Room").Room;', "sides"],
    [
      "server/http/mount.ts",
      'import { findPerson } from "#server/accounts/accounts.reads";',
      "infrastructure",
    ],
    [
      "shared/live/event.ts",
      'import { campusMark } from "#shared/campuses/campuses.contract";',
      "infrastructure",
    ],
    ["client/ui/Button.tsx", 'import { CampusMark } from "../campuses/CampusMark";', "infrastructure"],
    ["server/debriefs/debriefs.live.ts", 'import { createApp } from "#server/app";', "gathering"],
    ["client/debriefs/Room.tsx", 'const shell = import("../app/Shell");', "gathering"],
    [
      "shared/people/viewer.ts",
      'export { campusMark } from "#shared/campuses/campuses.contract"; let x;',
      "order",
    ],
    [
      "server/convenings/convenings.reads.ts",
      'import { list } from "#server/debriefs/debriefs.reads";',
      "order",
    ],
    ["server/programs/programs.reads.ts", 'import { find } from "#server/accounts/accounts.reads";', "order"],
    ["server/debriefs/debriefs.commands.ts", 'import "#server/care/care.reads";', "order"],
    [
      "server/debriefs/debriefs.reads.ts",
      'import { Campus } from "#server/campuses/campuses.model";',
      "neighbours",
    ],
    [
      "server/debriefs/debriefs.commands.ts",
      'import { give } from "#server/campuses/roles.commands";',
      "neighbours",
    ],
    ["client/shareouts/Page.tsx", 'import { roomStore } from "../debriefs/roomDrafts";', "neighbours"],
    ["shared/shareouts/consent.ts", 'import { apply } from "#shared/debriefs/debriefs.apply";', "neighbours"],
    ["server/debriefs/debriefs.model.ts", 'import { find } from "./debriefs.reads";', "inside"],
    ["server/debriefs/debriefs.reads.ts", 'import { channel } from "./debriefs.live";', "inside"],
    ["server/debriefs/debriefs.commands.ts", 'import { routes } from "./debriefs.routes";', "inside"],
    ["server/debriefs/debriefs.reads.ts", 'import mongoose from "mongoose";', "libraries"],
    ["server/debriefs/debriefs.commands.ts", 'import type { Request } from "express";', "libraries"],
    ["server/debriefs/debriefs.reads.ts", 'import type { Server } from "socket.io";', "libraries"],
    ["client/debriefs/useRoom.ts", 'import { io } from "socket.io-client";', "libraries"],
    ["server/people/people.reads.ts", 'import { betterAuth } from "better-auth/minimal";', "libraries"],
    ["client/debriefs/useRoom.ts", 'void window.fetch("/api/debriefs");', "libraries"],
    ["client/debriefs/useRoom.ts", 'import { mark } from "../../shared/campuses/mark";', "spelling"],
    [
      "server/debriefs/debriefs.reads.ts",
      'import { Debrief } from "#server/debriefs/debriefs.model";',
      "spelling",
    ],
    ["server/debriefs/debriefs.reads.ts", 'import { notFound } from "../errors";', "spelling"],
    ["client/ui/index.ts", 'export const button = "button";', "spelling"],
    ["client/ui/controls.ts", 'export { Button } from "./Button";', "spelling"],
    ["shared/debriefs/all.ts", 'export * from "./timer";', "spelling"],
    ["server/embedded/main.ts", 'import { newId } from "#shared/ids";', "embedded"],
    ["server/helpers/text.ts", "export const text = 1;", "unknown"],
  ];

  test.each(faults)("%s: %s", (path, text, sentence) => {
    const broken = brokenSentences(readSource(path, text));
    expect(broken.map((one) => one.sentence)).toEqual([sentences[sentence]]);
  });
});

test("what the house allows passes", () => {
  const allowed: [path: string, text: string][] = [
    [
      "shared/debriefs/debriefs.contract.ts",
      'import * as z from "zod/mini"; import "#shared/campuses/mark";',
    ],
    ["shared/live/event.ts", 'import type { Viewer } from "#shared/people/viewer";'],
    [
      "server/live/publish.ts",
      'import { events } from "#shared/events"; import { Server } from "socket.io";',
    ],
    ["server/live/revocations.model.ts", 'import mongoose from "mongoose";'],
    [
      "server/debriefs/debriefs.commands.ts",
      'import "./debriefs.live"; import "#server/campuses/campuses.reads";',
    ],
    [
      "server/debriefs/debriefs.commands.test.ts",
      'import { startServer } from "#server/testing/startServer";',
    ],
    ["server/app.ts", 'import express from "express"; import "#server/debriefs/debriefs.routes";'],
    [
      "client/debriefs/Room.tsx",
      'import "../ui/Button"; import "../campuses/CampusMark"; import "./Room.module.css";',
    ],
    ["server/embedded/testing.ts", 'import { MongoClient } from "mongodb";'],
    ["server/bench/room/writing.ts", 'import { startProcess } from "../processes";'],
    ["client/http/call.ts", 'export const call = () => fetch("/api"); // fetches'],
    ["client/app/routes.tsx", 'const room = () => import("../debriefs/DebriefRoom");'],
  ];
  for (const [path, text] of allowed)
    expect([path, ...brokenSentences(readSource(path, text))]).toEqual([path]);
});
