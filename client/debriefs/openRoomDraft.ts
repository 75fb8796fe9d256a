import type { Attribution } from "#shared/debriefs/debriefs.contract";
import { useDraft } from "../live/drafts";

/** A room that is about to be opened, as it is typed. */
export interface OpenRoomDraft {
  title: string;
  /** One in each line. */
  prompts: string;
  when: "now" | "later";
  /** Such as `2026-12-04`, and `10:30`; for later. */
  date: string;
  time: string;
  minutes: number;
  place: string;
  attribution: Attribution;
  /** The room's id to be: made with the first try to open it, so that trying again opens one. */
  debriefId: string;
}

const EMPTY: OpenRoomDraft = {
  title: "",
  prompts: "",
  when: "now",
  date: "",
  time: "",
  minutes: 60,
  place: "",
  attribution: "named",
  debriefId: "",
};

/** A room that is about to be opened in a group: kept on this device with every stroke. */
export function useOpenRoomDraft(groupId: string) {
  return useDraft(`groupRoom.${groupId}`, EMPTY);
}
