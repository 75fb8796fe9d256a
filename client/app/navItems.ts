import { useLocation } from "react-router";
import { canKeepHigherDesk } from "#shared/care/desks.policy";
import { useViewer } from "../accounts/accounts.queries";
import type { MessageKey } from "../language/useWords";
import { usePlaceStore } from "../ui/placeStore";

interface NavItem {
  to: string;
  label: MessageKey;
}

/** The places of the site that this person may go to, and in which of them they are. */
export function useNavItems(): readonly (NavItem & { current: "page" | "true" | undefined })[] {
  const viewer = useViewer();
  const { pathname } = useLocation();
  const { place } = usePlaceStore();
  const mayGiveRoles = viewer.roles.some(({ role }) => role !== "facilitator" && role !== "member");
  const items = [
    ...everyone,
    ...(canKeepHigherDesk(viewer) ? [{ to: "/care", label: "nav.care" as const }] : []),
    ...(mayGiveRoles ? [{ to: "/roles", label: "nav.roles" as const }] : []),
  ];
  return items.map((item) => ({ ...item, current: standing(item.to, place, pathname) }));
}

/** `page` on the page itself, `true` on one within it. */
function standing(to: string, place: string | null, pathname: string): "page" | "true" | undefined {
  if (pathname === to) return "page";
  if (place !== null) return place === to ? "true" : undefined;
  const folders = [`${to}/`, ...(within[to] ?? [])];
  return to !== "/" && folders.some((folder) => pathname.startsWith(folder)) ? "true" : undefined;
}

/** Pages that lie within a place of the site although their address does not say so. */
const within: Readonly<Record<string, readonly string[]>> = {
  "/convenings": ["/debriefs/"],
  "/forums": ["/spaces/", "/threads/", "/waiting"],
};

const everyone: readonly NavItem[] = [
  { to: "/", label: "nav.today" },
  { to: "/convenings", label: "nav.convenings" },
  { to: "/forums", label: "nav.forums" },
  { to: "/groups", label: "nav.groups" },
];
