/** The one part of the driver that is mended; the package has no types for its own files. */
declare module "mongodb/lib/cmap/connection.js" {
  export class Connection {
    writeCommand(this: { socket: import("node:net").Socket }, ...rest: unknown[]): Promise<void>;
  }
}
