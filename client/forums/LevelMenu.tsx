import { ChevronDown } from "lucide-react";
import { type FollowLevel, followLevels } from "#shared/forums/threads.contract";
import { useWords } from "../language/useWords";
import { Menu } from "../ui/Menu";
import styles from "./ThreadHead.module.css";

interface Props {
  level: FollowLevel;
  /** What it is that is followed, for those who listen. */
  label: string;
  /** Of one thread, or of all that a space, tag or person brings. */
  of: "thread" | "many";
  onChoose: (level: FollowLevel) => void;
}

/** How closely something is followed, and the other ways to. */
export function LevelMenu({ level, label, of, onChoose }: Props) {
  const words = useWords();
  return (
    <Menu
      className={styles.menu}
      label={label}
      items={[...followLevels].reverse().map((one) => ({
        key: one,
        label: words(`forums.follow.${one}`),
        hint: words(of === "thread" ? `forums.followHint.${one}` : `forums.followManyHint.${one}`),
        isChecked: one === level,
        onChoose: () => onChoose(one),
      }))}
    >
      {words(`forums.follow.${level}`)}
      <ChevronDown size={14} aria-hidden="true" />
    </Menu>
  );
}
