import { Fragment, type ReactNode } from "react";

/** Makes the web addresses in a plain text into links, as a mail program does. */
export function withLinks(text: string): ReactNode {
  return text.split(/(https?:\/\/[^\s<>]+)/).map((part, index) =>
    index % 2 === 1 ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text do not move.
      <a key={index} href={part}>
        {part}
      </a>
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text do not move.
      <Fragment key={index}>{part}</Fragment>
    ),
  );
}
