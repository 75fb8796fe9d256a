import styles from "./Face.module.css";

interface Props {
  /** Whose face it is, or a count such as `+11`. */
  name: string;
}

/** The first letters of a name in a circle. Decoration: the name stands beside it or labels what holds it. */
export function Face({ name }: Props) {
  return (
    <span aria-hidden="true" className={styles.face}>
      {name.startsWith("+") ? name : initials(name)}
    </span>
  );
}

/** `Fay` gives `Fa`, `Ana María Ruiz` gives `AR`. */
export function initials(name: string): string {
  const parts = name.trim().split(/\s+/);
  const letters = (text: string | undefined, count: number) => [...(text ?? "")].slice(0, count).join("");
  return parts.length > 1
    ? (letters(parts[0], 1) + letters(parts.at(-1), 1)).toUpperCase()
    : letters(parts[0], 2);
}
