import { Metadata } from "@tus/server";
import { Router } from "express";
import { conflict, invalid } from "#server/errors";
import { mount, mountBytes, parse } from "#server/http/mount";
import { rateLimit } from "#server/http/rateLimit";
import { fileEndpoints as doors } from "#shared/files/files.contract";
import { type Id, idSchema } from "#shared/ids";
import { takeArrived } from "./examination.commands";
import { announceFile, removeFile, toAnnounced } from "./files.commands";
import { findAllowance, findFile, findOwnFile, listFiles, toFileView } from "./files.reads";
import { sendFile } from "./serving";
import { makeTus } from "./tus";
import { hasAllOf, isBegun } from "./uploads.reads";
import type { Workshop } from "./workshop";

const TUS = { "Tus-Resumable": "1.0.0", "Cache-Control": "no-store" };

/** The doors of the files that lie in one workshop. */
export function makeFileRoutes(workshop: Workshop): Router {
  const routes = Router();
  const tus = makeTus(workshop);
  const gate = rateLimit({ points: 100, seconds: 300 });

  mount(routes, doors.allowance, ({ viewer }) => findAllowance(workshop, viewer));
  mount(routes, doors.list, ({ viewer, input }) => listFiles(viewer, input));

  mountBytes(routes, doors.begin, async ({ viewer, input, request, response }) => {
    await gate(viewer.personId as Id);
    const announced = toAnnounced(input["upload-length"], readMetadata(input["upload-metadata"]));
    parse(idSchema, announced.fileId);
    await announceFile(workshop, viewer, announced);
    if (!(await isBegun(workshop, announced.fileId))) return await tus(request, response);
    response.writeHead(201, { ...TUS, Location: `${doors.begin.path}/${announced.fileId}` }).end();
  });
  mountBytes(routes, doors.offset, async ({ viewer, params: { fileId }, request, response }) => {
    const record = await findOwnFile(viewer, fileId);
    if (record.state === "arriving" && (await hasAllOf(workshop, record)))
      await takeArrived(workshop, fileId);
    else if (record.state === "arriving") return await tus(request, response);
    const length = String(record.size);
    response.writeHead(200, { ...TUS, "Upload-Offset": length, "Upload-Length": length }).end();
  });
  mountBytes(routes, doors.send, async ({ viewer, params: { fileId }, request, response }) => {
    const { state, arrivedAt } = await findOwnFile(viewer, fileId);
    if (state !== "arriving" || arrivedAt !== null)
      throw conflict("fileArrived", "All of that file is here already.");
    await tus(request, response);
  });

  mount(routes, doors.show, async ({ viewer, params }) =>
    toFileView(await findOwnFile(viewer, params.fileId)),
  );
  mountBytes(routes, doors.content, async ({ viewer, params, input, request, response }) => {
    const record = await findFile(viewer, params.fileId);
    const size = input.size === undefined ? undefined : Number(input.size);
    await sendFile(workshop.vault, record, size, { request, response });
  });
  mount(routes, doors.remove, ({ viewer, params }) => removeFile(workshop, viewer, params.fileId));
  return routes;
}

function readMetadata(header: string): Record<string, string | null> {
  try {
    return Metadata.parse(header);
  } catch {
    // The library says only that it cannot read it.
    throw invalid("That upload cannot be read.", [
      { path: "upload-metadata", message: "That is not metadata." },
    ]);
  }
}
