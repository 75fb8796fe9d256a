import { useEffect, useState } from "react";
import { useWords } from "../language/useWords";
import styles from "./Projector.module.css";

interface Props {
  /** What a phone opens when it reads the code. */
  address: string;
}

/** A code that phones read; dark on light in every theme, since many readers know nothing else. */
export function QrCode({ address }: Props) {
  const words = useWords();
  const [cells, setCells] = useState<boolean[][] | null>(null);
  useEffect(() => {
    let isWanted = true;
    import("uqr").then(
      ({ encode }) => isWanted && setCells(encode(address, { ecc: "M", border: 3 }).data),
      () => undefined, // The code to type stands beside it.
    );
    return () => {
      isWanted = false;
    };
  }, [address]);
  if (cells === null) return <span className={styles.qr} />;
  return (
    <svg
      className={styles.qr}
      role="img"
      aria-label={words("debriefs.projector.qr", { address })}
      viewBox={`0 0 ${cells.length} ${cells.length}`}
      shapeRendering="crispEdges"
    >
      <path d={toPath(cells)} fill="#131720" />
    </svg>
  );
}

/** One stroke for each run of dark cells. */
function toPath(cells: boolean[][]): string {
  return cells
    .flatMap((row, y) =>
      row.map((isDark, x) => (isDark && !row[x - 1] ? `M${x} ${y}h${runFrom(row, x)}v1H${x}z` : "")),
    )
    .join("");
}

function runFrom(row: boolean[], start: number): number {
  let end = start;
  while (row[end]) end++;
  return end - start;
}
