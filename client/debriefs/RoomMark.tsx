import { Users } from "lucide-react";
import type { DebriefSummary } from "#shared/debriefs/debriefs.contract";
import { CampusMark } from "../ui/CampusMark";
import styles from "./RoomMark.module.css";

interface Props {
  of: Pick<DebriefSummary, "campus" | "group">;
  /** The whole name in place of the short one. */
  isWhole?: boolean;
}

/** Whose a room is: the mark of a campus, or the name of a group. */
export function RoomMark({ of: { campus, group }, isWhole = false }: Props) {
  if (campus !== null) return <CampusMark campus={campus} isWhole={isWhole} />;
  return (
    <span className={styles.group} data-whole={isWhole ? "" : undefined} title={group?.name}>
      <Users size={13} aria-hidden="true" />
      <span>{group?.name}</span>
    </span>
  );
}
