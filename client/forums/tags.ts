/** The tags in a line where commas part them. */
export function tagsIn(line: string): string[] {
  const tags = line.split(",").map((tag) => tag.trim().replace(/\s+/g, " "));
  return [...new Set(tags.filter((tag) => tag !== ""))];
}
