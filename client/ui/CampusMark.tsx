import styles from "./CampusMark.module.css";

interface Props {
  campus: { name: string; shortName: string; hue: string; glyph: string };
  /** The whole name in place of the short one. */
  isWhole?: boolean;
}

/** How a campus is marked wherever it is named: its glyph, its short name and its colour, never colour alone. */
export function CampusMark({ campus, isWhole = false }: Props) {
  return (
    <span className={styles.mark} data-hue={campus.hue} title={isWhole ? undefined : campus.name}>
      <span aria-hidden="true" className={styles.glyph}>
        {campus.glyph}
      </span>
      {isWhole ? campus.name : campus.shortName}
    </span>
  );
}
