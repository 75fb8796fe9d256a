import type { GroupHome } from "#shared/groups/groups.contract";
import { useWords } from "../language/useWords";
import { useDraft } from "../live/drafts";
import type { Fields } from "./GroupFields";

interface FoundingDraft extends Fields {
  /** The alliance or the campus where it is to be at home; empty until one is chosen. */
  home: string;
  /** Null while they are those that are suggested. */
  norms: string[] | null;
  /** The group's id to be: made with the first try to found it, so that trying again founds one. */
  groupId: string;
}

const EMPTY: FoundingDraft = {
  home: "",
  kind: "interest",
  name: "",
  purpose: "",
  joining: "open",
  norms: null,
  groupId: "",
};

/** A group that is about to be founded: kept on this device with every stroke. */
export function useFoundingDraft(homes: readonly GroupHome[]) {
  const words = useWords();
  const { draft, change, clear } = useDraft("group.new", EMPTY);
  const home = homes.find((one) => homeId(one) === draft.home) ?? homes[0]!;
  const isOfCampus = home.campusId !== null;
  const kind = draft.kind === "campus" && !isOfCampus ? EMPTY.kind : draft.kind;
  const suggested = ([1, 2, 3] as const).map((place) => words(`groups.suggested.${place}`));
  return {
    draft: { ...draft, kind, norms: draft.norms ?? suggested },
    home,
    isOfCampus,
    change,
    clear,
  };
}

/** What a choice among homes goes by. */
export function homeId({ programId, campusId }: GroupHome): string {
  return campusId ?? programId ?? "";
}
