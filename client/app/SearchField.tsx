import { Search } from "lucide-react";
import type { FormEvent } from "react";
import { Link, useLocation, useNavigate } from "react-router";
import { useWords } from "../language/useWords";
import { useSingleKeys } from "../ui/useSingleKeys";
import styles from "./SearchField.module.css";

/** Leads to the search from every page but its own: a field, or where there is no room for one a sign. `/` goes to it. */
export function SearchField() {
  const words = useWords();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  useSingleKeys(keys);
  if (pathname === "/search") return null;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const q = String(new FormData(event.currentTarget).get("q")).trim();
    navigate(`/search${q && `?q=${encodeURIComponent(q)}`}`);
  };
  return (
    <search className={styles.search}>
      <form onSubmit={submit}>
        <Search size={16} aria-hidden="true" />
        <input
          type="search"
          name="q"
          data-search
          aria-label={words("nav.search")}
          placeholder={words("nav.search")}
          aria-keyshortcuts="/"
          maxLength={200}
        />
      </form>
      <Link to="/search" data-search aria-label={words("nav.search")}>
        <Search size={20} aria-hidden="true" />
      </Link>
    </search>
  );
}

const keys = {
  /** To the field of the search, this one or its page's own, or to the sign: whichever is in sight. */
  "/": () => {
    const all = [...document.querySelectorAll<HTMLElement>("[data-search]")];
    all.find((one) => one.getClientRects().length > 0)?.focus();
  },
};
