import type { Readable } from "node:stream";
import type { DataStore } from "@tus/server";
import type { PictureSize } from "#shared/files/files.contract";
import type { Id } from "#shared/ids";

/** What of a file is kept: the whole, or a picture in one of its sizes. */
export type Part = PictureSize | "whole";

/** From one byte to another, both included. */
export interface ByteRange {
  from: number;
  to: number;
}

/** Where bytes lie: those that are arriving, and those that were looked into and are kept. */
export interface Vault {
  /** Takes in what is arriving. */
  uploads: DataStore;
  /** All of what has arrived. */
  readUpload(fileId: Id): Promise<Buffer>;
  removeUpload(fileId: Id): Promise<void>;
  /** Resolves once it is safe from a loss of power. The same again is the same. */
  keep(fileId: Id, part: Part, bytes: Buffer): Promise<void>;
  sizeOf(fileId: Id, part: Part): Promise<number>;
  read(fileId: Id, part: Part, range: ByteRange | null): Promise<Readable>;
  /** Removes every part. Nothing there is nothing to do. */
  remove(fileId: Id, parts: readonly Part[]): Promise<void>;
  close(): void;
}
