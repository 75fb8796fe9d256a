import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import type { OwnLineView } from "#shared/debriefs/lines.contract";
import { lineEndpoints } from "#shared/debriefs/lines.endpoints";
import { useMe } from "../accounts/accounts.queries";
import { call } from "../http/call";
import { useWords } from "../language/useWords";
import { announce } from "../ui/announcerStore";
import { Button } from "../ui/Button";
import { Sheet } from "../ui/Dialog";
import { hearOf } from "./hearOf";
import { LineComposer } from "./LineComposer";
import { LineStrip } from "./LineStrip";
import styles from "./Lines.module.css";
import { LineTalk } from "./LineTalk";
import { askForLines, ownLineQuery } from "./lines.queries";
import { useView } from "./useDebriefRoom";
import { usePendingMessages, useTakenMessages } from "./useLinePosts";

interface Props {
  /** Among the people it is always there; on the stage only once there is something to see. */
  place: "people" | "stage";
}

/** One's own private line to whoever facilitates. */
export function OwnLine({ place }: Props) {
  return place === "people" ? <LineButton /> : <LineNotice />;
}

function LineButton() {
  const words = useWords();
  const [isOpen, setIsOpen] = useState(false);
  const unread = useUnread();
  return (
    <div className={styles.way}>
      <Button size="small" weight="quiet" onClick={() => setIsOpen(true)}>
        {words("debriefs.line.do")}
        {unread > 0 && (
          <span className={styles.mark}>{words("debriefs.line.unread", { count: unread })}</span>
        )}
      </Button>
      <OwnLineSheet isOpen={isOpen} onClose={() => setIsOpen(false)} />
    </div>
  );
}

/** Says that a facilitator wrote, or that something was not taken; stays until one leaves, so that the focus has its place. */
function LineNotice() {
  const words = useWords();
  const [isOpen, setIsOpen] = useState(false);
  const [wasOpened, setWasOpened] = useState(false);
  const unread = useUnread();
  const isRefused = usePendingMessages().some(({ refusal }) => refusal !== null);
  useOwnLineNews(unread);
  useTakenMessages();
  if (unread === 0 && !isRefused && !wasOpened) return null;
  const state = isRefused ? "refused" : unread > 0 ? "news" : "noNews";
  return (
    <LineStrip
      isNews={state !== "noNews"}
      words={words(`debriefs.line.${state}`)}
      onOpen={() => {
        setWasOpened(true);
        setIsOpen(true);
      }}
    >
      <OwnLineSheet isOpen={isOpen} onClose={() => setIsOpen(false)} />
    </LineStrip>
  );
}

interface SheetProps {
  isOpen: boolean;
  onClose: () => void;
}

function OwnLineSheet({ isOpen, onClose }: SheetProps) {
  const words = useWords();
  const debriefId = useView(({ id }) => id);
  const { data } = useQuery(ownLineQuery(debriefId));
  const messages = data?.messages ?? [];
  const latestAt = messages.at(-1)?.at ?? 0;
  const isUnread = isOpen && data !== undefined && latestAt > data.readAt;
  useEffect(() => {
    if (!isUnread) return;
    // Where it does not get through, the next message or the next visit tells it.
    call(lineEndpoints.read, { params: { debriefId }, input: { upTo: latestAt } }).catch(() => undefined);
  }, [isUnread, debriefId, latestAt]);
  return (
    <Sheet
      title={words("debriefs.line.title")}
      isOpen={isOpen}
      onClose={onClose}
      actions={<LineComposer personId={null} upTo={latestAt} />}
    >
      <p className={styles.who}>{words("debriefs.line.who")}</p>
      <LineTalk personId={null} messages={messages} />
    </Sheet>
  );
}

/** How many messages of facilitators one has not read. */
function useUnread(): number {
  const personId = useMe()?.personId;
  const { data } = useQuery(ownLineQuery(useView(({ id }) => id)));
  return data ? unreadIn(data, personId) : 0;
}

function unreadIn({ messages, readAt }: OwnLineView, personId: string | undefined): number {
  return messages.filter(({ by, at }) => by.personId !== personId && at > readAt).length;
}

/** Hears of one's own line for as long as the room stands, and says aloud that a facilitator wrote. */
function useOwnLineNews(unread: number): void {
  const words = useWords();
  const client = useQueryClient();
  const personId = useMe()?.personId ?? "";
  const debriefId = useView(({ id }) => id);
  useEffect(
    () => hearOf(`debriefmine:${personId}`, () => askForLines(client, debriefId)),
    [client, personId, debriefId],
  );
  const before = useRef(0);
  useEffect(() => {
    if (unread > before.current) announce(words("debriefs.line.news"));
    before.current = unread;
  }, [unread, words]);
}
