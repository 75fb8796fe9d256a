import { type FileRefusal, fileRefusals } from "#shared/files/refusals";

/** A file was looked into and is not taken, for a reason that its owner is told. */
export class NotTaken extends Error {
  constructor(readonly refusal: FileRefusal) {
    super(fileRefusals[refusal]);
    this.name = "NotTaken";
  }
}
