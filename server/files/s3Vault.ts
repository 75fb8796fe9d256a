import type { Readable } from "node:stream";
import type { S3Settings } from "#server/config";
import { EXPIRY } from "./patience";
import type { Part, Vault } from "./vault";

/** Keeps bytes in a bucket that speaks S3: what arrives under its id, what is kept below `kept/`. */
export async function openS3Vault({ bucket, region, endpoint, keyId, secret }: S3Settings): Promise<Vault> {
  // The client of S3 takes longer to load than the server: only a deployment that has a bucket waits for it.
  const { S3Store } = await import("@tus/s3-store");
  /** The client that the uploads go through serves for what is kept as well. */
  class Bucket extends S3Store {
    get objects() {
      return this.client;
    }
  }
  const store = new Bucket({
    expirationPeriodInMilliseconds: EXPIRY,
    useTags: false,
    s3ClientConfig: {
      bucket,
      region,
      ...(endpoint === null ? {} : { endpoint, forcePathStyle: true }),
      credentials: { accessKeyId: keyId, secretAccessKey: secret },
      // What the client adds to every request by itself is understood by Amazon's own servers, and not by many others.
      requestChecksumCalculation: "WHEN_REQUIRED",
      responseChecksumValidation: "WHEN_REQUIRED",
    },
  });
  const { objects } = store;
  const at = (fileId: string, part: Part) => ({ Bucket: bucket, Key: `kept/${fileId}/${part}` });

  return {
    uploads: store,
    async readUpload(fileId) {
      const { Body } = await objects.getObject({ Bucket: bucket, Key: fileId });
      return Buffer.from((await Body?.transformToByteArray()) ?? []);
    },
    async removeUpload(fileId) {
      try {
        await store.remove(fileId);
      } catch (error) {
        if (!isMissing(error)) throw error;
      }
    },
    keep: async (fileId, part, bytes) => void (await objects.putObject({ ...at(fileId, part), Body: bytes })),
    sizeOf: async (fileId, part) => (await objects.headObject(at(fileId, part))).ContentLength ?? 0,
    async read(fileId, part, range) {
      const Range = range === null ? undefined : `bytes=${range.from}-${range.to}`;
      const { Body } = await objects.getObject({ ...at(fileId, part), Range });
      return Body as Readable;
    },
    async remove(fileId, parts) {
      for (const part of parts) await objects.deleteObject(at(fileId, part));
    },
    close: () => objects.destroy(),
  };
}

function isMissing(error: unknown): boolean {
  const { name, status_code } = (error ?? {}) as { name?: string; status_code?: number };
  return status_code === 404 || status_code === 410 || /NoSuchKey|NoSuchUpload|NotFound/.test(name ?? "");
}
