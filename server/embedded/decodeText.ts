/** Names of fields met lately, by a hash of their bytes: the same few come again and again. */
const knownNames: (string | undefined)[] = new Array(1024);
const longestKnownName = 32;

/** The name of a field. */
export function nameAt(bytes: Buffer, start: number, end: number): string {
  const length = end - start;
  if (length > longestKnownName) return text(bytes, start, end);
  let hash = length;
  for (let i = start; i < end; i++) hash = (hash * 31 + bytes[i]!) | 0;
  const place = (hash ^ (hash >>> 10)) & 1023;
  const known = knownNames[place];
  if (known !== undefined && isName(known, bytes, start, length)) return known;
  const name = text(bytes, start, end);
  knownNames[place] = name;
  return name;
}

/** Names beyond ASCII are not recognized, for their bytes are not their units. */
function isName(name: string, bytes: Buffer, start: number, length: number): boolean {
  if (name.length !== length) return false;
  for (let i = 0; i < length; i++) {
    const unit = name.charCodeAt(i);
    if (unit > 127 || unit !== bytes[start + i]) return false;
  }
  return true;
}

/** UTF-8 as a string; short ASCII, which is the most, without leaving JavaScript. */
export function text(bytes: Buffer, start: number, end: number): string {
  if (end - start < 24) {
    let result = "";
    for (let i = start; i < end; i++) {
      const unit = bytes[i]!;
      if (unit > 127) return bytes.toString("utf8", start, end);
      result += String.fromCharCode(unit);
    }
    return result;
  }
  return bytes.toString("utf8", start, end);
}
