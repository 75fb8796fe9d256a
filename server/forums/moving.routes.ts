import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { type Response, Router } from "express";
import { mount } from "#server/http/mount";
import { rateLimit } from "#server/http/rateLimit";
import { importEndpoints as doors } from "#shared/forums/imports.contract";
import { exportEndpoints } from "#shared/forums/moving.contract";
import type { Id } from "#shared/ids";
import { type Export, exportSpace } from "./exports.reads";
import { beginImport, checkImport, runImport, sendPiece, showImport } from "./imports.commands";

export const movingRoutes = Router();

const gateExports = rateLimit({ points: 10, seconds: 600 });
const gateImports = rateLimit({ points: 30, seconds: 600 });
/** Two files of the largest size. */
const gatePieces = rateLimit({ points: 1_000, seconds: 600 });

mount(movingRoutes, exportEndpoints.download, async ({ viewer, params, response }) => {
  const found = await exportSpace(viewer, params.spaceId);
  await gateExports(viewer.personId as Id);
  // As long as its reader takes: the door does not wait for it.
  void send(response, found);
  return "";
});

mount(movingRoutes, doors.begin, async ({ viewer, params, input }) => {
  await gateImports(viewer.personId as Id);
  return await beginImport(viewer, params.spaceId, input);
});
mount(movingRoutes, doors.send, async ({ viewer, params, input }) => {
  await gatePieces(viewer.personId as Id);
  return await sendPiece(viewer, params, input);
});
mount(movingRoutes, doors.check, ({ viewer, params }) =>
  checkImport(viewer, params.spaceId, params.importId),
);
mount(movingRoutes, doors.run, ({ viewer, params }) => runImport(viewer, params.spaceId, params.importId));
mount(movingRoutes, doors.show, ({ viewer, params }) => showImport(viewer, params.spaceId, params.importId));

/** Packs lines as they are read and as fast as the browser takes them. Who goes away ends the reading. */
async function send(response: Response, { title, lines }: Export): Promise<void> {
  response
    .setHeader("Cache-Control", "no-store")
    .setHeader("Content-Type", "application/gzip")
    .setHeader("X-Content-Type-Options", "nosniff")
    .setHeader("Content-Disposition", `attachment; filename="${fileNameOf(title)}"`);
  try {
    await pipeline(lines, createGzip(), response);
  } catch {
    // The browser went away, or the store did. What was sent cannot be unsaid: the browser sees that the file was cut,
    // and the last line is missing in it.
    response.destroy();
  }
}

function fileNameOf(title: string): string {
  const plain = title
    .normalize("NFD")
    .replace(/[^a-zA-Z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .toLowerCase();
  return `${plain.slice(0, 60) || "space"}-${new Date().toISOString().slice(0, 10)}.jsonl.gz`;
}
