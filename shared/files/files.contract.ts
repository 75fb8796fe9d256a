import * as z from "zod/mini";
import { endpoint } from "#shared/http/endpoint";
import { pageInput, pageOf } from "#shared/http/page";
import { idSchema } from "#shared/ids";
import { isMember } from "#shared/people/people.policy";
import { canFetchFile, ownsFile } from "./files.policy";
import { fileRefusalCodes } from "./refusals";

/** `arriving` until all of it is here and has been looked into; then it can be shown, or was not taken. */
export const fileStates = ["arriving", "ready", "refused"] as const;
export type FileState = (typeof fileStates)[number];

/** Widths in which a picture is kept, where it is as wide. */
export const pictureSizes = [480, 960, 1920] as const;
export type PictureSize = (typeof pictureSizes)[number];

/** A file as its owner sees it. */
export const fileView = z.object({
  id: idSchema,
  /** Cleaned, with the ending that its content calls for. */
  name: z.string(),
  /** A media type, decided by the content; empty until that was looked into. */
  type: z.string(),
  /** In bytes. */
  size: z.number(),
  state: z.enum(fileStates),
  /** Why it was not taken. */
  refusal: z.nullable(z.enum(fileRefusalCodes)),
  /** The size of a picture in pixels; null for anything else. */
  picture: z.nullable(z.object({ width: z.number(), height: z.number() })),
  /** It stands in something that somebody wrote. */
  isUsed: z.boolean(),
  at: z.number(),
});
export type FileView = z.infer<typeof fileView>;

const decimal = z.string().check(z.regex(/^\d{1,15}$/, "That is not a number of bytes."));
const tusVersion = z.literal("1.0.0");
const answeredOffset = { "tus-resumable": tusVersion, "upload-offset": decimal };

export const fileEndpoints = {
  allowance: endpoint({
    method: "GET",
    path: "/api/files/allowance",
    summary: "How many bytes the viewer's files take, how many they may, and how large one file may be.",
    reply: z.object({ used: z.number(), quota: z.number(), largest: z.number() }),
    policy: isMember,
    about: "nothing",
  }),
  list: endpoint({
    method: "GET",
    path: "/api/files",
    summary: "The viewer's files, latest first.",
    input: z.strictObject(pageInput),
    reply: pageOf(fileView),
    policy: isMember,
    about: "nothing",
  }),
  begin: endpoint({
    method: "POST",
    path: "/api/files/uploads",
    summary:
      "Begins an upload, as tus 1.0.0 describes it (creation). `Upload-Metadata` holds `fileId`, an id that the device made, and `filename`. The same again is the same upload. Refused where the file or all files of the viewer would be too large.",
    bytes: "in",
    input: z.object({
      "tus-resumable": tusVersion,
      "upload-length": decimal,
      "upload-metadata": z.string().check(z.maxLength(4_000)),
    }),
    reply: z.object({ "tus-resumable": tusVersion, location: z.string() }),
    policy: isMember,
    about: "nothing",
  }),
  offset: endpoint({
    method: "HEAD",
    path: "/api/files/uploads/:fileId",
    summary: "How much of the viewer's own upload is here (tus 1.0.0).",
    bytes: "in",
    input: z.object({ "tus-resumable": tusVersion }),
    reply: z.object({ ...answeredOffset, "upload-length": decimal }),
    policy: ownsFile,
    about: "upload",
  }),
  send: endpoint({
    method: "PATCH",
    path: "/api/files/uploads/:fileId",
    summary: "Sends more of the viewer's own upload, from where it ended (tus 1.0.0).",
    bytes: "in",
    input: z.object({
      "tus-resumable": tusVersion,
      "upload-offset": decimal,
      "content-type": z.literal("application/offset+octet-stream"),
    }),
    reply: z.object(answeredOffset),
    policy: ownsFile,
    about: "upload",
  }),
  show: endpoint({
    method: "GET",
    path: "/api/files/:fileId",
    summary: "How it stands with one of the viewer's own files.",
    reply: fileView,
    policy: ownsFile,
    about: "file",
  }),
  content: endpoint({
    method: "GET",
    path: "/api/files/:fileId/content",
    summary:
      "The file itself, for whoever may read where it stands now; a picture in one of its sizes. Parts of it are given where a `Range` asks for them.",
    bytes: "out",
    input: z.strictObject({ size: z.optional(z.enum(["480", "960", "1920"])) }),
    reply: z.string().check(z.meta({ format: "binary" })),
    policy: canFetchFile,
    about: "file",
  }),
  remove: endpoint({
    method: "DELETE",
    path: "/api/files/:fileId",
    summary:
      "Lets go of one of the viewer's own files, also while it arrives. One that stands somewhere stays.",
    reply: z.object({ isGone: z.literal(true) }),
    policy: ownsFile,
    about: "file",
  }),
};
