/** Whether the bytes end as a zip does, whatever stands before: what is two files at once is looked into as only one. */
export function endsAsArchive(bytes: Buffer): boolean {
  const from = Math.max(0, bytes.length - LONGEST_COMMENT - RECORD);
  for (let at = bytes.lastIndexOf(MARK); at >= from; at = at === 0 ? -1 : bytes.lastIndexOf(MARK, at - 1)) {
    if (at + RECORD <= bytes.length && at + RECORD + bytes.readUInt16LE(at + 20) === bytes.length)
      return true;
  }
  return false;
}

/** The end of central directory record, which closes with a comment of a length that it names. */
const MARK = Buffer.from("PK\x05\x06", "latin1");
const RECORD = 22;
const LONGEST_COMMENT = 65_535;
