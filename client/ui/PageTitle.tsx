import type { ReactNode } from "react";

interface Props {
  title: string;
}

/** Names the page in the window's title. */
export function PageTitle({ title }: Props): ReactNode {
  return <title>{`${title} · Throughline`}</title>;
}
