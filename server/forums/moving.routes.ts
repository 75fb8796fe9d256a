import { addAbortSignal } from "node:stream";
import { finished, pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { type Response, Router } from "express";
import { ZipFile } from "yazl";
import { mount } from "#server/http/mount";
import { rateLimit } from "#server/http/rateLimit";
import { importEndpoints as doors } from "#shared/forums/imports.contract";
import { exportEndpoints } from "#shared/forums/moving.contract";
import type { Id } from "#shared/ids";
import { type ExportedFiles, exportFiles, type OpenFile } from "./exportedFiles.reads";
import { type Export, exportSpace } from "./exports.reads";
import { beginImport, checkImport, runImport, sendPiece, showImport } from "./imports.commands";

const gateExports = rateLimit({ points: 10, seconds: 600 });
const gateImports = rateLimit({ points: 30, seconds: 600 });
/** Two files of the largest size. */
const gatePieces = rateLimit({ points: 1_000, seconds: 600 });

/** The doors through which spaces come and go, with what opens a file of theirs. */
export function makeMovingRoutes(openFile: OpenFile): Router {
  const routes = Router();
  mount(routes, exportEndpoints.download, async ({ viewer, params, response }) => {
    const found = await exportSpace(viewer, params.spaceId);
    await gateExports(viewer.personId as Id);
    // As long as its reader takes: the door does not wait for it.
    void send(response, found);
    return "";
  });

  mount(routes, exportEndpoints.files, async ({ viewer, params, response }) => {
    const found = await exportFiles(viewer, params.spaceId, openFile);
    await gateExports(viewer.personId as Id);
    void sendFiles(response, found);
    return "";
  });

  mount(routes, doors.begin, async ({ viewer, params, input }) => {
    await gateImports(viewer.personId as Id);
    return await beginImport(viewer, params.spaceId, input);
  });
  mount(routes, doors.send, async ({ viewer, params, input }) => {
    await gatePieces(viewer.personId as Id);
    return await sendPiece(viewer, params, input);
  });
  mount(routes, doors.check, ({ viewer, params }) => checkImport(viewer, params.spaceId, params.importId));
  mount(routes, doors.run, ({ viewer, params }) => runImport(viewer, params.spaceId, params.importId));
  mount(routes, doors.show, ({ viewer, params }) => showImport(viewer, params.spaceId, params.importId));
  return routes;
}

/** Packs lines as they are read and as fast as the browser takes them. Who goes away ends the reading. */
async function send(response: Response, { title, lines }: Export): Promise<void> {
  announce(response, "application/gzip", `${nameFor(title)}.jsonl.gz`);
  try {
    await pipeline(lines, createGzip(), response);
  } catch {
    // The browser went away, or the store did. What was sent cannot be unsaid: the browser sees that the file was cut,
    // and the last line is missing in it.
    response.destroy();
  }
}

/** The same for files, one after another. They are packed already: pictures and documents hardly get smaller. */
async function sendFiles(response: Response, { title, files }: ExportedFiles): Promise<void> {
  announce(response, "application/zip", `${nameFor(title)}-files.zip`);
  const zip = new ZipFile();
  const gone = new AbortController();
  // What goes wrong with one of them is thrown where it is awaited.
  zip.on("error", () => undefined);
  const packing = async () => {
    for await (const { fileId, name, bytes } of files) {
      zip.addReadStream(addAbortSignal(gone.signal, bytes), `${fileId}/${name}`, { compress: false });
      await finished(bytes);
    }
    zip.end();
  };
  try {
    await Promise.all([packing(), pipeline(zip.outputStream, response)]);
  } catch {
    response.destroy();
  } finally {
    gone.abort();
  }
}

function announce(response: Response, type: string, fileName: string): void {
  response
    .setHeader("Cache-Control", "no-store")
    .setHeader("Content-Type", type)
    .setHeader("X-Content-Type-Options", "nosniff")
    .setHeader("Content-Disposition", `attachment; filename="${fileName}"`);
}

function nameFor(title: string): string {
  const plain = title
    .normalize("NFD")
    .replace(/[^a-zA-Z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .toLowerCase();
  return `${plain.slice(0, 60) || "space"}-${new Date().toISOString().slice(0, 10)}`;
}
