import { useViewer } from "../accounts/accounts.queries";
import type { MessageKey } from "../language/useWords";

interface NavItem {
  to: string;
  label: MessageKey;
}

/** The places of the site that this person may go to. */
export function useNavItems(): readonly NavItem[] {
  const viewer = useViewer();
  const mayGiveRoles = viewer.roles.some(({ role }) => role !== "facilitator");
  return mayGiveRoles ? [...everyone, { to: "/roles", label: "nav.roles" }] : everyone;
}

const everyone: readonly NavItem[] = [
  { to: "/", label: "nav.today" },
  { to: "/convenings", label: "nav.convenings" },
];
