import type { IncomingMessage, ServerResponse } from "node:http";
import { Server } from "@tus/server";
import { fileEndpoints as doors } from "#shared/files/files.contract";
import { takeArrived } from "./examination.commands";
import type { Workshop } from "./workshop";

/** Speaks tus for whoever has passed the door: it knows nothing of people. */
export function makeTus(
  workshop: Workshop,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  const tus = new Server({
    path: doors.begin.path,
    datastore: workshop.vault.uploads,
    relativeLocation: true,
    respectForwardedHeaders: false,
    maxSize: workshop.settings.largest,
    // No other site is told anything.
    allowedOrigins: () => false,
    namingFunction: (_request, metadata) => String(metadata?.fileId),
    onUploadFinish: async (_request, { id }) => {
      await takeArrived(workshop, id);
      return {};
    },
    onResponseError: (_request, error) => toAnswer(workshop, error),
  });
  return (request, response) => tus.handle(request, response);
}

/** What goes wrong within the protocol is for the device that speaks it; the unforeseen says nothing of itself. */
function toAnswer({ log }: Workshop, error: Error | { status_code: number; body: string }) {
  const { status_code = 500, body = "" } = error as { status_code?: number; body?: string };
  if (status_code >= 500) log.error({ err: error }, "an upload failed");
  const message =
    status_code >= 500 ? "Something went wrong on our side. Try again in a moment." : body.trim();
  const code = status_code >= 500 ? "internal" : "upload";
  return { status_code, body: JSON.stringify({ code, message }) };
}
