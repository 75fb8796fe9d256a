import { Bell as BellSign } from "lucide-react";
import { Link, useLocation } from "react-router";
import { MOST_COUNTED } from "#shared/notifications/notifications.contract";
import { useWords } from "../language/useWords";
import styles from "./Bell.module.css";
import { useNews } from "./useNews";

interface Props {
  personId: string;
}

/** Leads to what is new, and says how much that is. It never rings: the number changes, and whoever listens can ask. */
export function Bell({ personId }: Props) {
  const words = useWords();
  const { pathname } = useLocation();
  const news = useNews(personId);
  const count = news === null ? 0 : news.you + news.followed;
  return (
    <Link
      to="/new"
      className={styles.bell}
      aria-label={words("nav.new", { count })}
      aria-current={pathname === "/new" ? "page" : undefined}
      data-you={news !== null && news.you > 0 ? "" : undefined}
    >
      <BellSign size={20} aria-hidden="true" />
      {count > 0 && (
        <span className={styles.count} aria-hidden="true">
          {count < MOST_COUNTED ? count : `${MOST_COUNTED - 1}+`}
        </span>
      )}
    </Link>
  );
}
