import { type QueryClient, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import type { NewsCounts } from "#shared/notifications/notifications.contract";
import { socket } from "../live/socket";
import { useTitleCountStore } from "../ui/titleCountStore";
import { newsCountsQuery, refreshFollowed, refreshNotices } from "./notifications.queries";

/** What one follows may grow by the minute, for many people at once: their devices ask within this time, each at its own. */
const SPREAD = { least: 300, most: 1_500 };

/** How much is new for that person, kept true by their own channel; null until it is known. For the bar, once. */
export function useNews(personId: string): NewsCounts | null {
  const client = useQueryClient();
  const { data } = useQuery(newsCountsQuery);
  useEffect(() => hearNews(client, personId), [client, personId]);
  const you = data?.you ?? 0;
  useEffect(() => {
    useTitleCountStore.setState({ count: you });
    return () => useTitleCountStore.setState({ count: 0 });
  }, [you]);
  return data ?? null;
}

/** Listens on somebody's own channel, and asks anew whenever the connection is back: no log of it is kept. */
function hearNews(client: QueryClient, personId: string): () => void {
  const channel = `notifications:${personId}`;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isBehind = false;

  const askForFollowed = () => {
    timer = undefined;
    // Nobody looks: asked once somebody does.
    if (document.visibilityState === "hidden") isBehind = true;
    else void refreshFollowed(client);
  };
  const join = async () => {
    const answer = await socket.ask("live:join", { channel, after: null }).catch(() => null);
    if (answer?.ok) await Promise.all([refreshNotices(client), refreshFollowed(client)]);
  };
  const hear = (of: unknown) => {
    if (of === "you") askForYou(client);
    else if (of === "blocks") refreshAll(client);
    else timer ??= setTimeout(askForFollowed, SPREAD.least + Math.random() * (SPREAD.most - SPREAD.least));
  };
  const handleVisible = () => {
    if (!isBehind || document.visibilityState === "hidden") return;
    isBehind = false;
    askForFollowed();
  };
  const stop = socket.listen({
    connected: () => void join(),
    fact: (where, { data }) => where === channel && hear((data as { of: unknown }).of),
  });
  if (socket.isConnected()) void join();
  document.addEventListener("visibilitychange", handleVisible);
  return () => {
    stop();
    clearTimeout(timer);
    document.removeEventListener("visibilitychange", handleVisible);
    if (socket.isConnected()) socket.ask("live:leave", { channel }).catch(() => undefined);
  };
}

/** What is told one may be that something waits for one, or waits no more: pages that show it ask as well. */
function askForYou(client: QueryClient): void {
  void refreshNotices(client);
  void client.invalidateQueries({ queryKey: ["care"] });
}

/** Whom one has blocked changes what is read everywhere. */
function refreshAll(client: QueryClient): void {
  for (const feature of ["people", "forums", "notifications", "search"])
    void client.invalidateQueries({ queryKey: [feature] });
}
