import sharp from "sharp";
import { type PictureSize, pictureSizes } from "#shared/files/files.contract";
import { NotTaken } from "./notTaken";

/** As many as the largest phones' cameras make. More are not even unpacked. */
const MOST_PIXELS = 70_000_000;
/** Of what is kept: wide as the widest size, and as high as a long chart. */
const TALLEST = 7_680;
/** Of unpacking a picture, in seconds. */
const PATIENCE = 30;

// One picture at a time on one thread leaves the other cores to those who read and write.
sharp.concurrency(1);
sharp.cache(false);
// Only the loaders of the kinds that are taken: no SVG, PDF or anything else that would fetch or run something.
sharp.block({ operation: ["VipsForeignLoad"] });
sharp.unblock({
  operation: ["Jpeg", "Png", "Webp", "Nsgif", "Heif"].map((kind) => `VipsForeignLoad${kind}`),
});

/**
 * A picture made anew of nothing but its pixels: turned as it is meant to be seen, without what the camera wrote beside it,
 * in the sizes in which it is shown. A moving one stands still, so that nothing moves beside what people read.
 */
export async function encodePicture(
  bytes: Buffer,
): Promise<{ picture: { width: number; height: number }; parts: Map<PictureSize, Buffer> }> {
  const { data, info } = await decode(bytes);
  const raw = { width: info.width, height: info.height, channels: info.channels } as const;
  const parts = new Map<PictureSize, Buffer>();
  for (const size of sizesFor(info.width)) {
    const width = Math.min(size, info.width);
    parts.set(size, await sharp(data, { raw }).resize({ width }).webp({ quality: 84, effort: 3 }).toBuffer());
  }
  return { picture: { width: info.width, height: info.height }, parts };
}

async function decode(bytes: Buffer) {
  try {
    const source = sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: "warning", sequentialRead: true });
    const { width = 0, height = 0 } = await source.metadata();
    if (width * height > MOST_PIXELS) throw new NotTaken("pictureHuge");
    return await source
      .timeout({ seconds: PATIENCE })
      .autoOrient()
      .resize({ width: Math.max(...pictureSizes), height: TALLEST, fit: "inside", withoutEnlargement: true })
      .toColourspace("srgb")
      .raw({ depth: "uchar" })
      .toBuffer({ resolveWithObject: true });
  } catch (error) {
    if (error instanceof NotTaken) throw error;
    throw new NotTaken(/pixel limit/i.test(String(error)) ? "pictureHuge" : "pictureBroken");
  }
}

/** Every size that is smaller than the picture, and the first that holds all of it. */
function sizesFor(width: number): PictureSize[] {
  const last = pictureSizes.findIndex((size) => size >= width);
  return pictureSizes.slice(0, last === -1 ? undefined : last + 1);
}
