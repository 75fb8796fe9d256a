import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { coordinates } from "#shared/campuses/roles.policy";
import { useMe, useViewer } from "../accounts/accounts.queries";
import { conveningsQuery } from "../convenings/convenings.queries";
import { useWords } from "../language/useWords";
import { When } from "../language/When";
import { ButtonLink } from "../ui/Button";
import { CampusMark } from "../ui/CampusMark";
import styles from "./DebriefRow.module.css";

interface Props {
  /** The convenings whose debrief one's campus has scheduled, or had. */
  scheduledIds: readonly string[];
}

/** The debrief that comes next but has no date yet: of which convening, and for who coordinates the way to set it. */
export function NextUnscheduled({ scheduledIds }: Props) {
  const words = useWords();
  const me = useMe();
  const viewer = useViewer();
  const list = useInfiniteQuery(conveningsQuery);
  const convenings = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const [next] = convenings
    .filter(({ id, startsAt }) => startsAt !== null && startsAt > Date.now() && !scheduledIds.includes(id))
    .sort((one, other) => one.startsAt! - other.startsAt!);
  if (next === undefined || me === null) {
    return list.isPending ? null : <p className="soft">{words("debriefs.own.noneComing")}</p>;
  }
  const maySchedule = coordinates(viewer, me.campus.id);
  const way = words(maySchedule ? "debriefs.own.schedule" : "debriefs.own.toConvening");
  const path = `/convenings/${next.id}`;
  return (
    <ul className={styles.list}>
      <li className={styles.row}>
        <CampusMark campus={me.campus} />
        <div>
          <p className={styles.title}>
            <Link to={path}>{next.title}</Link>
          </p>
          <p className={styles.when}>
            {words("debriefs.own.convenes")}{" "}
            <When at={next.startsAt!} minutes={next.minutes} zone={next.timeZone} isShort />
          </p>
          <p className={styles.stage}>{words("debriefs.own.noDate")}</p>
        </div>
        <ButtonLink to={path} aria-label={`${way}: ${next.title}`}>
          {way}
        </ButtonLink>
      </li>
    </ul>
  );
}
