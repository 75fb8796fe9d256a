import type { ReactNode } from "react";
import type { RichTextNode } from "#shared/richText/document";
import { useWords } from "../language/useWords";
import styles from "./RichText.module.css";

interface Props {
  rows: readonly RichTextNode[] | undefined;
  /** Shows what stands in a cell. */
  show: (content: RichTextNode["content"]) => ReactNode;
}

/** A table that is pushed sideways by itself where the column is too narrow for it, also by the keyboard. */
export function RichTable({ rows = [], show }: Props) {
  const words = useWords();
  return (
    // A group and no landmark: a thread has many tables. It takes the focus so that arrow keys can push it.
    // biome-ignore lint/a11y/useSemanticElements: no form stands here, so no fieldset
    // biome-ignore lint/a11y/noNoninteractiveTabindex: as above
    <div className={styles.scroll} role="group" aria-label={words("richText.table")} tabIndex={0}>
      <table>
        <tbody>
          {rows.map(({ content = [] }, row) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: nothing moves within a text that is only read
            <tr key={row}>
              {content.map((cell, column) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: as above
                <Cell key={column} cell={cell} isFirstRow={row === 0} show={show} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface CellProps {
  cell: RichTextNode;
  isFirstRow: boolean;
  show: Props["show"];
}

function Cell({ cell: { type, attrs = {}, content }, isFirstRow, show }: CellProps) {
  const spans = { colSpan: Number(attrs.colspan ?? 1), rowSpan: Number(attrs.rowspan ?? 1) };
  if (type !== "tableHeader") return <td {...spans}>{show(content)}</td>;
  return (
    <th {...spans} scope={isFirstRow ? "col" : "row"}>
      {show(content)}
    </th>
  );
}
