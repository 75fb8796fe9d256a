import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useEffect, useState } from "react";
import { siteQuery } from "../accounts/accounts.queries";
import { useWords } from "../language/useWords";
import { EmptyState } from "../ui/EmptyState";
import { Page } from "../ui/Page";
import { Skeleton } from "../ui/Skeleton";
import { RoomRefused } from "./RoomRefused";
import { RoomContext, useDebriefRoom, useRoomState } from "./useDebriefRoom";

interface Props {
  debriefId: string;
  children: ReactNode;
}

/** Opens the room around its children, and shows them once there is something true to show. */
export function RoomGate({ debriefId, children }: Props) {
  const room = useDebriefRoom(debriefId);
  return (
    <RoomContext value={room}>
      <Gate>{children}</Gate>
    </RoomContext>
  );
}

function Gate({ children }: { children: ReactNode }) {
  const site = useQuery(siteQuery);
  const hasView = useRoomState(({ view }) => view !== null);
  const refusal = useRoomState(({ refusal }) => refusal);
  const isRefused = useRoomState(({ connection }) => connection === "refused");
  if (site.data && site.data.me === null) return <RoomRefused code="signInNeeded" />;
  // Rights that ended take the room off the screen, however much of it is still known here.
  if (isRefused) return <RoomRefused code={refusal?.code ?? "notFound"} />;
  return hasView ? children : <Entering />;
}

function Entering() {
  const words = useWords();
  const isOffline = useRoomState(({ connection }) => connection === "offline");
  const isLong = useIsLong();
  if (!isOffline && !isLong) {
    return (
      <Page width="narrow">
        <Skeleton lines={6} />
      </Page>
    );
  }
  return (
    <Page width="narrow">
      <EmptyState title={words("debriefs.entering.title")}>
        <p>{words("debriefs.entering.text")}</p>
      </EmptyState>
    </Page>
  );
}

/** No waiting without a word: after eight seconds the page says what it is doing. */
function useIsLong(): boolean {
  const [isLong, setIsLong] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setIsLong(true), 8_000);
    return () => clearTimeout(timer);
  }, []);
  return isLong;
}
