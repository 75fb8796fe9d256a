import { crc32, deflateRawSync } from "node:zlib";
import sharp from "sharp";

/** An entry of a zip that a test makes, with whatever lies a test wants told of it. */
export interface EntryMade {
  name: string | Buffer;
  content?: Buffer | string;
  /** What it says of its size; the truth where nothing is said. */
  claimed?: number;
  isEncrypted?: boolean;
  isLink?: boolean;
  isStored?: boolean;
  /** Says that it lies where another does. */
  at?: number;
}

/** A zip as written by hand, so that it can be wrong in every way. */
export function zip(entries: readonly EntryMade[], { prefix = Buffer.alloc(0), comment = "" } = {}): Buffer {
  const locals: Buffer[] = [prefix];
  const central: Buffer[] = [];
  let offset = prefix.length;
  for (const made of entries) {
    const name = Buffer.from(made.name as string);
    const content = Buffer.from((made.content ?? "") as string);
    const packed = made.isStored ? content : deflateRawSync(content);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(0x800 | (made.isEncrypted ? 1 : 0), 2);
    common.writeUInt16LE(made.isStored ? 0 : 8, 4);
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(made.claimed ?? content.length, 18);
    common.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from("PK\x03\x04"), common, name, packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(made.isLink ? (0o120777 << 16) >>> 0 : 0, 6);
    tail.writeUInt32LE(made.at ?? offset, 10);
    central.push(Buffer.concat([Buffer.from("PK\x01\x02\x14\x03"), common, tail, name]));
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", "latin1");
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  end.writeUInt16LE(comment.length, 20);
  return Buffer.concat([...locals, directory, end, Buffer.from(comment)]);
}

const OFFICE = "application/vnd.openxmlformats-officedocument";
const MAIN = {
  docx: `${OFFICE}.wordprocessingml.document.main+xml`,
  xlsx: `${OFFICE}.spreadsheetml.sheet.main+xml`,
  pptx: `${OFFICE}.presentationml.presentation.main+xml`,
};

/** An office document with nothing in it but what is added. */
export function office(
  ending: keyof typeof MAIN,
  added: readonly EntryMade[] = [],
  main: string = MAIN[ending],
): Buffer {
  const types = `<?xml version="1.0"?><Types xmlns="x"><Override PartName="/main.xml" ContentType="${main}"/></Types>`;
  const known = new Set(added.map(({ name }) => name));
  const own = [
    { name: "[Content_Types].xml", content: types },
    { name: "_rels/.rels", content: relationships() },
    { name: "main.xml", content: "<main/>" },
  ];
  return zip([...own.filter(({ name }) => !known.has(name)), ...added]);
}

/** What a document says that it fetches. */
export function relationships(type = "hyperlink", mode = 'TargetMode="External"'): string {
  return `<?xml version="1.0"?><Relationships><Relationship Id="r1" Type="http://x/${type}" Target="https://elsewhere.example/x" ${mode}/></Relationships>`;
}

/** An open document with nothing in it but what is added. */
export function openDocument(
  kind: string,
  added: readonly EntryMade[] = [],
  manifest = "<manifest/>",
): Buffer {
  return zip([
    { name: "mimetype", content: `application/vnd.oasis.opendocument.${kind}`, isStored: true },
    { name: "META-INF/manifest.xml", content: manifest },
    ...added,
  ]);
}

/** A picture of one colour. */
export function picture(
  kind: "png" | "jpeg" | "gif" | "webp" | "avif",
  width = 40,
  height = 30,
): Promise<Buffer> {
  const background = { r: 20, g: 120, b: 90 };
  return sharp({ create: { width, height, channels: 3, background } })
    .toFormat(kind)
    .toBuffer();
}

/** The least that a PDF is. */
export const PDF =
  "%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\nxref\n0 1\ntrailer<</Root 1 0 R>>\nstartxref\n47\n%%EOF\n";
