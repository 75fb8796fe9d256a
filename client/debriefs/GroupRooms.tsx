import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { isTalking } from "#shared/debriefs/debriefs.policy";
import { useWords } from "../language/useWords";
import { Button } from "../ui/Button";
import { Dialog } from "../ui/Dialog";
import { EmptyState } from "../ui/EmptyState";
import { PagedList } from "../ui/PagedList";
import { DebriefRow } from "./DebriefRow";
import rows from "./DebriefRow.module.css";
import styles from "./GroupRooms.module.css";
import { groupRoomsQuery } from "./groupRooms.queries";
import { LivePanel } from "./MyDebriefs";
import { OpenRoomForm } from "./OpenRoomForm";

interface Props {
  groupId: string;
  /** Facilitates the group, and it is not archived. */
  canOpen: boolean;
}

/** The live rooms of a group's own, and for whoever may the way to open one. */
export function GroupRooms({ groupId, canOpen }: Props) {
  const words = useWords();
  const [isOpening, setIsOpening] = useState(false);
  const list = useInfiniteQuery(groupRoomsQuery(groupId));
  const close = () => setIsOpening(false);
  const none = (
    <EmptyState title={words("groups.rooms.none")}>
      {words(canOpen ? "groups.rooms.noneYours" : "groups.rooms.noneText")}
    </EmptyState>
  );
  return (
    <section className={styles.rooms} aria-labelledby="rooms">
      <h2 id="rooms">{words("groups.part.rooms")}</h2>
      {canOpen && (
        <Button weight="first" onClick={() => setIsOpening(true)}>
          {words("groups.rooms.open")}
        </Button>
      )}
      <PagedList list={list} className={`${rows.list} ${rows.unmarked}`} none={none}>
        {(room) => <DebriefRow key={room.id} debrief={room} isOwn isUnmarked />}
      </PagedList>
      <Dialog title={words("groups.rooms.open")} isOpen={isOpening} onClose={close} isDismissable={false}>
        <OpenRoomForm groupId={groupId} onClose={close} />
      </Dialog>
    </section>
  );
}

/** What is live in the group now; nothing when nothing is. */
export function GroupLiveNow({ groupId }: { groupId: string }) {
  const list = useInfiniteQuery(groupRoomsQuery(groupId));
  const live = list.data?.pages.flatMap(({ items }) => items).filter(({ stage }) => isTalking(stage)) ?? [];
  return live.map((room) => <LivePanel key={room.id} debrief={room} />);
}
