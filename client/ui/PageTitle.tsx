import type { ReactNode } from "react";
import { useTitleCountStore } from "./titleCountStore";

interface Props {
  title: string;
}

/** Names the page in the window's title, after the number of what waits for one. */
export function PageTitle({ title }: Props): ReactNode {
  const count = useTitleCountStore((state) => state.count);
  return <title>{`${count > 0 ? `(${count}) ` : ""}${title} · Throughline`}</title>;
}
