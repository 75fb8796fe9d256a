import * as z from "zod/mini";
import { endpoint } from "#shared/http/endpoint";
import { canMoveSpace } from "./spaces.policy";

export const exportEndpoints = {
  download: endpoint({
    method: "GET",
    path: "/api/spaces/:spaceId/export",
    summary:
      "Everything of a space as a file: JSON Lines packed with gzip, as `shared/forums/moving.format.ts` describes. Authors by name, reactions and votes as numbers.",
    reply: z.string(),
    replyType: "application/gzip",
    policy: canMoveSpace,
    about: "space",
  }),
  files: endpoint({
    method: "GET",
    path: "/api/spaces/:spaceId/export/files",
    summary:
      "The pictures and files that stand in what the space's export tells, as a zip: each in a folder that is named as its `fileId` there. One that was cut short has no list of what is in it.",
    reply: z.string(),
    replyType: "application/zip",
    policy: canMoveSpace,
    about: "space",
  }),
};
