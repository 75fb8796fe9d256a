import { Fragment } from "react";
import { useIntl } from "react-intl";
import type { MessageKey, RichValues } from "./useWords";

interface Props {
  id: MessageKey;
  values?: RichValues;
}

/** A message with elements in it, such as a link or something in bold. */
export function Words({ id, values }: Props) {
  const intl = useIntl();
  return <Fragment>{intl.formatMessage({ id }, values as never)}</Fragment>;
}
