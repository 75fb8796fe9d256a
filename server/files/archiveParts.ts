import { NotTaken } from "./notTaken";

/** One entry of an archive, as far as it is looked at. */
export interface Part {
  name: string;
  isLink: boolean;
  /** Its first four bytes. */
  beginning: string;
  /** Null where it is too large to be looked at as a whole. */
  content: Buffer | null;
}

/** Refuses what would do harm where it is unpacked or opened. */
export function expectHarmless({ name, isLink, beginning }: Part, isInDocument: boolean): void {
  const beginsWithOne = (marks: readonly string[]) => marks.some((mark) => beginning.startsWith(mark));
  if (isLink || leadsOut(name)) throw new NotTaken("archivePaths");
  if (beginsWithOne(PROGRAM_MARKS) || (!isInDocument && PROGRAM_NAMES.test(name)))
    throw new NotTaken("archiveProgram");
  if (beginsWithOne(ARCHIVE_MARKS) || (!isInDocument && ARCHIVE_NAMES.test(name)))
    throw new NotTaken("archiveNested");
}

function leadsOut(name: string): boolean {
  return UNSAFE.test(name) || name.startsWith("/") || name.split("/").includes("..") || name.length > 400;
}

/** Drives and streams of Windows, backward slashes, and what hides or turns around the rest of a name. */
const UNSAFE = /[\\:\p{Cc}\p{Cs}\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/u;

/** DOS and Windows, Linux, Java or a fat Mach-O, Mach-O either way around, a script, a shortcut. */
const PROGRAM_MARKS = [
  ...["MZ", "\x7fELF", "\xca\xfe\xba\xbe", "\xfe\xed\xfa\xce", "\xfe\xed\xfa\xcf", "\xce\xfa\xed\xfe"],
  ...["\xcf\xfa\xed\xfe", "#!", "L\0\0\0"],
];
const PROGRAM_NAMES =
  /\.(exe|com|scr|pif|bat|cmd|ps1|psm1|vbs|vbe|js|jse|mjs|wsf|wsh|hta|msi|msp|dll|sys|cpl|lnk|url|scf|reg|inf|jar|apk|app|dmg|pkg|command|sh|bash|desktop|gadget|iso|img|vhd|docm|dotm|xlsm|xltm|xlam|pptm|potm|ppam|ppsm|sldm)[ .]*$/i;
const ARCHIVE_MARKS = ["\x1f\x8b", "7z\xbc\xaf", "Rar!", "BZh", "\xfd7zX", "\x28\xb5\x2f\xfd", "MSCF"];
const ARCHIVE_NAMES = /\.(zip|gz|tgz|7z|rar|bz2|xz|zst|tar|cab|arj|lzh|ace)$/i;
