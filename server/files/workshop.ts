import { join } from "node:path";
import type { Logger } from "pino";
import type { Config } from "#server/config";
import { openDiskVault } from "./diskVault";
import { makeQueue } from "./queue";
import { openS3Vault } from "./s3Vault";
import type { Vault } from "./vault";

/** What the deeds of this feature work with, made once for each app. */
export interface Workshop {
  vault: Vault;
  /** In bytes: of one file, and of all files of one person. */
  settings: Config["files"];
  log: Logger;
  /** Files that are looked into wait here for each other, so that many large ones leave room for everybody else. */
  inTurn: ReturnType<typeof makeQueue>;
}

const AT_ONCE = 1;

/** Opens the place where a deployment's files lie. */
export async function openWorkshop({ dataDirectory, files, s3 }: Config, log: Logger): Promise<Workshop> {
  const vault = s3 === null ? openDiskVault(join(dataDirectory, "files")) : await openS3Vault(s3);
  return { vault, settings: files, log, inTurn: makeQueue(AT_ONCE) };
}
