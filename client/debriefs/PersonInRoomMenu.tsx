import { Ellipsis } from "lucide-react";
import { useWords } from "../language/useWords";
import { Menu, type MenuItem } from "../ui/Menu";
import styles from "./PeopleHere.module.css";

interface Props {
  name: string;
  items: readonly MenuItem[];
}

/** What a facilitator can do with somebody in the room; nothing stands there where that is nothing. */
export function PersonInRoomMenu({ name, items }: Props) {
  const words = useWords();
  if (items.length === 0) return null;
  return (
    <Menu className={styles.more} label={words("debriefs.pause.deeds", { name })} items={items}>
      <Ellipsis size={16} aria-hidden="true" />
    </Menu>
  );
}
