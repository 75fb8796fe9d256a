import { Link } from "react-router";
import { useWords } from "../language/useWords";
import styles from "./Wordmark.module.css";

/** The name and its thread; leads home. */
export function Wordmark() {
  const words = useWords();
  return (
    <Link to="/" className={styles.wordmark} aria-label={words("nav.home")}>
      <svg aria-hidden="true" viewBox="0 0 26 14" fill="none" stroke="currentColor" strokeWidth="1.6">
        <path d="M1 10c5 0 5-6 10-6s4 6 8 6 4-4 6-4" />
        <circle cx="11" cy="4" r="2.1" className={styles.knot} />
      </svg>
      <span className={styles.name}>Throughline</span>
    </Link>
  );
}
