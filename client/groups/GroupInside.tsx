import type { ReactNode } from "react";
import { Link, Navigate } from "react-router";
import type { GroupView } from "#shared/groups/groups.contract";
import { canFacilitateGroup } from "#shared/groups/groups.policy";
import { useViewer } from "../accounts/accounts.queries";
import { useTime } from "../language/time";
import { useWords } from "../language/useWords";
import { Notice } from "../ui/Notice";
import styles from "./GroupPage.module.css";
import { GroupSettings } from "./GroupSettings";
import { Invitations } from "./Invitations";
import { Norms, NormsNews } from "./Norms";
import { People } from "./People";
import { Requests } from "./Requests";

type Part = "norms" | "rooms" | "people" | "requests" | "invitations" | "settings";

interface Props {
  group: GroupView;
  part: string;
  /** Its live rooms. */
  rooms: ReactNode;
}

/** What whoever is in the group sees: each part has an address of its own. */
export function GroupInside({ group, part, rooms }: Props) {
  const words = useWords();
  const viewer = useViewer();
  const facilitates = canFacilitateGroup(viewer, group);
  const parts: readonly Part[] = facilitates
    ? ["norms", "rooms", "people", "requests", "invitations", "settings"]
    : ["norms", "rooms", "people"];
  const shown = parts.find((one) => one === part);
  if (shown === undefined) return <Navigate to={`/groups/${group.id}`} replace />;
  return (
    <>
      {group.isArchived && (
        <Notice>
          <p>{words("groups.archivedText")}</p>
        </Notice>
      )}
      {group.pause && <Paused {...group.pause} />}
      <NormsNews group={group} isAtNorms={shown === "norms"} />
      <nav aria-label={words("groups.parts")} className={styles.parts}>
        {parts.map((one) => (
          <Link
            key={one}
            to={one === "norms" ? `/groups/${group.id}` : `/groups/${group.id}/${one}`}
            aria-current={one === shown ? "page" : undefined}
          >
            {words(`groups.part.${one}`)}
            {one === "requests" && <Count count={group.requests ?? 0} />}
          </Link>
        ))}
      </nav>
      {shown === "rooms" ? rooms : pageOf(shown, group)}
    </>
  );
}

function Paused({ until, pace, reason, norm }: NonNullable<GroupView["pause"]>) {
  const words = useWords();
  const time = useTime();
  const kind = pace === 0 ? "paused" : "slowed";
  return (
    <Notice tone="waiting">
      <p>
        <strong>
          {words(`groups.${kind}.until`, { day: time.shortDay(until), clock: time.clock(until) })}
        </strong>{" "}
        {words(`groups.${kind}.text`, { length: time.length(pace / 60) })}
      </p>
      {norm !== "" && <p>{words("groups.norm.named", { norm })}</p>}
      <p>{words("groups.paused.reason", { reason })}</p>
    </Notice>
  );
}

function Count({ count }: { count: number }) {
  return count > 0 && <span className={styles.count}>{count}</span>;
}

function pageOf(part: Exclude<Part, "rooms">, group: GroupView): ReactNode {
  switch (part) {
    case "norms":
      return <Norms group={group} />;
    case "people":
      return <People group={group} />;
    case "requests":
      return <Requests group={group} />;
    case "invitations":
      return <Invitations group={group} />;
    case "settings":
      return <GroupSettings group={group} />;
  }
}
