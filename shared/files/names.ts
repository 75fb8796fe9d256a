/** As long as a name may be, with its ending. */
export const MOST_OF_A_NAME = 120;

/**
 * A name that is safe to show and to save under on any system: one line, no path, nothing that hides or turns around what
 * stands beside it, and nothing that a system keeps for itself.
 */
export function cleanName(given: string): string {
  const last = given.normalize("NFC").replace(HIDDEN, "").split(/[/\\]/).at(-1) ?? "";
  const plain = last
    .replace(FORBIDDEN, "_")
    .replace(/\s+/g, " ")
    .replace(/^[\s.]+|[\s.]+$/g, "");
  const named = RESERVED.test(plain) ? `_${plain}` : plain;
  return shorten(named === "" ? "file" : named);
}

/** The name with the ending that what is in it calls for; others that would say something else stay before it. */
export function nameAs(name: string, endings: readonly string[]): string {
  const { stem, ending } = split(name);
  const fitting = endings.find((one) => one === ending.toLowerCase());
  return fitting === undefined ? shorten(`${name}.${endings[0]}`) : `${stem}.${fitting}`;
}

/** The ending without its dot, in lower case; empty where there is none. */
export function endingOf(name: string): string {
  return split(name).ending.toLowerCase();
}

function split(name: string): { stem: string; ending: string } {
  const [, stem, ending] = /^(.+)\.([A-Za-z0-9]{1,8})$/.exec(name) ?? [];
  return stem === undefined || ending === undefined ? { stem: name, ending: "" } : { stem, ending };
}

/** Takes from the middle of the name, never of a character, and leaves its ending. */
function shorten(name: string): string {
  if (name.length <= MOST_OF_A_NAME) return name;
  const { stem, ending } = split(name);
  const tail = ending === "" ? "" : `.${ending}`;
  let short = "";
  for (const character of stem) {
    if (short.length + character.length + tail.length > MOST_OF_A_NAME) break;
    short += character;
  }
  return short.trimEnd() + tail;
}

/** Control characters, halves of characters, and what changes the direction or width of the text around it. */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\ufff0-\uffff]/gu;
const FORBIDDEN = /[<>:"|?*%]/g;
/** Names of devices, with any ending. */
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d|conin\$|conout\$|clock\$)(\..*)?$/i;
