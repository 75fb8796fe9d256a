import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { useWords } from "../language/useWords";
import { Button } from "../ui/Button";
import { ErrorState } from "../ui/ErrorState";
import { Select } from "../ui/Field";
import { Skeleton } from "../ui/Skeleton";
import { roomsQuery } from "./roles.queries";

interface Props {
  campusId: string;
  /** Null until there is one to choose. */
  roomId: string | null;
  onChoose: (roomId: string | null) => void;
}

/** Which of a campus's debriefs somebody is to facilitate: the latest, and older ones for the asking. */
export function RoomChoice({ campusId, roomId, onChoose }: Props) {
  const words = useWords();
  const list = useInfiniteQuery(roomsQuery(campusId));
  const rooms = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const chosen = rooms.some(({ id }) => id === roomId) ? roomId : (rooms[0]?.id ?? null);
  useEffect(() => {
    if (chosen !== roomId) onChoose(chosen);
  }, [chosen, roomId, onChoose]);
  if (list.isPending) return <Skeleton lines={1} />;
  if (list.error) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  if (rooms.length === 0) return <p className="soft">{words("roles.noRooms")}</p>;
  return (
    <>
      <Select
        label={words("roles.room")}
        value={chosen ?? ""}
        onChange={(event) => onChoose(event.target.value)}
      >
        {rooms.map(({ id, name }) => (
          <option key={id} value={id ?? ""}>
            {name}
          </option>
        ))}
      </Select>
      {list.hasNextPage && (
        <p>
          <Button size="small" isBusy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {words("roles.olderRooms")}
          </Button>
        </p>
      )}
    </>
  );
}
