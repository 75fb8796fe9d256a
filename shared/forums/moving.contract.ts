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
};
