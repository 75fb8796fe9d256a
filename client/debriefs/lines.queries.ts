import { type QueryClient, queryOptions } from "@tanstack/react-query";
import type { LineMessageView } from "#shared/debriefs/lines.contract";
import { lineEndpoints } from "#shared/debriefs/lines.endpoints";
import { call } from "../http/call";

/** The viewer's own private line in a room. Their own channel says when to ask anew. */
export const ownLineQuery = (debriefId: string) =>
  queryOptions({
    queryKey: ["debriefs", "line", debriefId, "own"],
    queryFn: ({ signal }) => call(lineEndpoints.own, { signal, params: { debriefId } }),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** A room's private lines. The channel of its facilitators says when to ask anew. */
export const linesQuery = (debriefId: string) =>
  queryOptions({
    queryKey: ["debriefs", "line", debriefId, "all"],
    queryFn: ({ signal }) => call(lineEndpoints.list, { signal, params: { debriefId } }),
    select: ({ items }) => items,
    staleTime: Number.POSITIVE_INFINITY,
  });

/** The line of one participant, as facilitators read it. */
export const lineQuery = (debriefId: string, personId: string) =>
  queryOptions({
    queryKey: ["debriefs", "line", debriefId, "of", personId],
    queryFn: ({ signal }) => call(lineEndpoints.show, { signal, params: { debriefId, personId } }),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** Asks anew for all that the viewer reads of a room's lines. */
export function askForLines(client: QueryClient, debriefId: string): void {
  void client.invalidateQueries({ queryKey: ["debriefs", "line", debriefId] });
}

/** Enters a message of the viewer's own that was taken, on whichever end they are. */
export function noteMessage(
  client: QueryClient,
  debriefId: string,
  personId: string | null,
  message: LineMessageView,
): void {
  const add = <Line extends { messages: LineMessageView[] }>(line: Line | undefined) =>
    line && { ...line, messages: [...line.messages.filter(({ id }) => id !== message.id), message] };
  if (personId === null) client.setQueryData(ownLineQuery(debriefId).queryKey, add);
  else client.setQueryData(lineQuery(debriefId, personId).queryKey, add);
}
