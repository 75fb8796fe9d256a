import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { isTalking as isTalkingIn } from "#shared/debriefs/debriefs.policy";
import type { PersonMark } from "#shared/people/people.contract";
import { useWords } from "../language/useWords";
import { announce } from "../ui/announcerStore";
import { Sheet } from "../ui/Dialog";
import { hearOf } from "./hearOf";
import { LineSheet } from "./LineSheet";
import { LineStrip } from "./LineStrip";
import { Lines } from "./Lines";
import { askForLines, linesQuery } from "./lines.queries";
import { useView } from "./useDebriefRoom";
import { usePendingMessages, useTakenMessages } from "./useLinePosts";

/** How many wrote to whoever facilitates and wait, in sight over the bar; read on a sheet. */
export function LinesWaiting() {
  const words = useWords();
  const [isOpen, setIsOpen] = useState(false);
  const [wasOpened, setWasOpened] = useState(false);
  const [person, setPerson] = useState<PersonMark | null>(null);
  const { count, lines } = useWaitingLines();
  const isTalking = useView(({ stage }) => isTalkingIn(stage));
  const isRefused = usePendingMessages().some(({ refusal }) => refusal !== null);
  useTakenMessages();
  // Where no people are listed this is the way to what was written.
  const isWay = !isTalking && lines.length > 0;
  if (count === 0 && !isRefused && !wasOpened && !isWay) return null;
  return (
    <LineStrip
      isNews={count > 0 || isRefused}
      words={isRefused ? words("debriefs.line.refused") : words("debriefs.lines.waiting", { count })}
      onOpen={() => {
        setWasOpened(true);
        setIsOpen(true);
      }}
    >
      <Sheet title={words("debriefs.lines.title")} isOpen={isOpen} onClose={() => setIsOpen(false)}>
        <Lines onOpen={setPerson} />
        <LineSheet person={person} onClose={() => setPerson(null)} />
      </Sheet>
    </LineStrip>
  );
}

/** Hears of the room's lines for as long as it stands, and says aloud when one more waits. */
function useWaitingLines() {
  const words = useWords();
  const client = useQueryClient();
  const debriefId = useView(({ id }) => id);
  const { data: lines = [] } = useQuery(linesQuery(debriefId));
  const count = lines.filter(({ waitsSince }) => waitsSince !== null).length;
  useEffect(
    () => hearOf(`debrieffacilitators:${debriefId}`, () => askForLines(client, debriefId)),
    [client, debriefId],
  );
  const before = useRef(0);
  useEffect(() => {
    if (count > before.current) announce(words("debriefs.lines.waiting", { count }));
    before.current = count;
  }, [count, words]);
  return { count, lines };
}
