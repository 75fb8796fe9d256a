import { refuse } from "./errors";

const compiled = new Map<string, RegExp>();

/** Turns a PCRE pattern into JavaScript's, refusing what JavaScript does not know. */
export function compileRegex(pattern: string, options: string): RegExp {
  const key = `${options}/${pattern}`;
  let regex = compiled.get(key);
  if (regex) return regex;
  for (const option of options)
    if (!"imsxu".includes(option)) refuse("BadValue", `invalid flag in regex options: ${option}`);
  let source = pattern;
  const flags = new Set([...options].filter((option) => "ims".includes(option)));
  const inline = /^\(\?([imsx]+)\)/.exec(source);
  let extended = options.includes("x");
  if (inline) {
    source = source.slice(inline[0].length);
    extended ||= inline[1]!.includes("x");
    for (const flag of inline[1]!) if (flag !== "x") flags.add(flag);
  }
  if (extended) source = withoutSpace(source);
  source = source
    .replace(/\\A/g, "^")
    .replace(/\\[zZ]/g, "$")
    .replace(/\(\?P</g, "(?<");
  try {
    // Code points rather than UTF-16 units, unless the pattern escapes in a way only the lenient grammar takes.
    try {
      regex = new RegExp(source, [...flags, "u"].join(""));
    } catch {
      regex = new RegExp(source, [...flags].join(""));
    }
  } catch (error) {
    refuse(51091, `Regular expression is invalid: ${(error as Error).message}`);
  }
  if (compiled.size > 500) compiled.clear();
  compiled.set(key, regex);
  return regex;
}

/** The literal text every match must begin with, for index bounds; and whether that is the whole condition. */
export function literalPrefix(pattern: string, options: string): string {
  if (options.includes("i") || options.includes("x") || options.includes("m") || !pattern.startsWith("^"))
    return "";
  if (pattern.includes("|")) return "";
  let prefix = "";
  for (let i = 1; i < pattern.length; i++) {
    let unit = pattern[i]!;
    if (unit === "\\") {
      const escaped = pattern[++i];
      if (escaped === undefined || /[a-zA-Z0-9]/.test(escaped)) break;
      unit = escaped;
    } else if (".[]()*+?{}$^".includes(unit)) {
      if ("*?{".includes(unit)) prefix = prefix.slice(0, -1);
      break;
    }
    prefix += unit;
    // The last character counts only if nothing makes it optional.
    const following = pattern[i + 1];
    if (following !== undefined && "*?{".includes(following)) {
      prefix = prefix.slice(0, -unit.length);
      break;
    }
  }
  return prefix;
}

function withoutSpace(source: string): string {
  return source.replace(/\\.|\[[^\]]*\]|\s+|#[^\n]*/g, (piece) => (/^(\s|#)/.test(piece) ? "" : piece));
}
