import { colleagueEndpoints } from "#shared/programs/colleagues.contract";
import type { MentionChoice } from "../editor/editorProps";
import { call } from "../http/call";

/** Who can be mentioned: colleagues of the campuses with which one shares a program, by the beginning of a name. */
export async function findMentions(query: string): Promise<readonly MentionChoice[]> {
  const name = query.trim();
  if (name === "") return [];
  const { items } = await call(colleagueEndpoints.list, { input: { name } });
  return items.map(({ personId, name: label, unit, campus }) => ({
    kind: "person",
    id: personId,
    label,
    hint: [campus.shortName, unit].filter((part) => part !== "").join(" · "),
  }));
}
