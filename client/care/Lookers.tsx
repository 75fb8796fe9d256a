import { useEffect } from "react";
import type { PersonMark } from "#shared/people/people.contract";
import { useWords } from "../language/useWords";
import { announce } from "../ui/announcerStore";

interface Props {
  /** Who else has it open. */
  others: readonly PersonMark[];
  /** The reader has it open: only then is it said aloud, so that a long desk does not chatter. */
  isLooking: boolean;
}

/** Who else is looking at it now. */
export function Lookers({ others, isLooking }: Props) {
  const words = useWords();
  const [first] = others;
  const name = first?.name || words("care.log.somebody");
  const text = first ? words("care.lookers", { name, others: others.length - 1 }) : "";
  useEffect(() => {
    if (isLooking && text !== "") announce(text);
  }, [isLooking, text]);
  return text !== "" && <p className="small">{text}</p>;
}
