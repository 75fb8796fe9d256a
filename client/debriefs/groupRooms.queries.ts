import { infiniteQueryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { debriefEndpoints } from "#shared/debriefs/debriefs.endpoints";
import { groupRoomEndpoints, type OpenInGroupInput } from "#shared/debriefs/groupRooms.endpoints";
import { newId } from "#shared/ids";
import { call } from "../http/call";

/** The rooms of a group's own. */
export const groupRoomsQuery = (groupId: string) =>
  infiniteQueryOptions({
    queryKey: ["debriefs", "inGroup", groupId],
    queryFn: ({ signal, pageParam }) =>
      call(groupRoomEndpoints.list, {
        signal,
        params: { groupId },
        input: { after: pageParam ?? undefined },
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    refetchInterval: 30_000,
  });

interface Opening {
  input: OpenInGroupInput;
  /** Opened at once, not only scheduled. */
  isNow: boolean;
}

/** Makes a room of a group's own. Tried again with the same id it is the same room. */
export function useOpenRoom(groupId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ input, isNow }: Opening) => {
      const room = await call(groupRoomEndpoints.open, { params: { groupId }, input });
      if (!isNow || room.stage !== "scheduled") return;
      const params = { debriefId: room.id };
      await call(debriefEndpoints.changeStage, { params, input: { deedId: newId(), to: "open" } });
    },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: groupRoomsQuery(groupId).queryKey });
      await client.invalidateQueries({ queryKey: ["debriefs", "own"] });
    },
  });
}
