import type { GroupView } from "#shared/groups/groups.contract";
import { canLeaveGroup } from "#shared/groups/groups.policy";
import { useViewer } from "../accounts/accounts.queries";
import { useTime } from "../language/time";
import { useWords } from "../language/useWords";
import { Face } from "../ui/Face";
import cards from "./Cards.module.css";
import styles from "./GroupPage.module.css";
import { LeaveGroup } from "./LeaveGroup";

/** Who looks after the group, how one comes in, since when it is there; and the way out. */
export function GroupFacts({ group }: { group: GroupView }) {
  const words = useWords();
  const time = useTime();
  const viewer = useViewer();
  const { facilitators, joining, foundedAt } = group;
  return (
    <aside className={styles.facts} aria-label={words("groups.facts")}>
      <dl>
        <div>
          <dt>{words("groups.facilitators", { count: facilitators.length })}</dt>
          <dd>
            <ul className={styles.people}>
              {facilitators.map(({ personId, name, unit }) => (
                <li key={personId} className={cards.who}>
                  <Face name={name} />
                  <span className={cards.person}>
                    <strong>{name}</strong>
                    {unit !== "" && <span className="small soft">{unit}</span>}
                  </span>
                </li>
              ))}
            </ul>
          </dd>
        </div>
        <div>
          <dt>{words("groups.field.joining")}</dt>
          <dd>{words(`groups.joiningHint.${joining}`)}</dd>
        </div>
        <div>
          <dt>{words("groups.founded")}</dt>
          <dd>
            <time dateTime={new Date(foundedAt).toISOString()}>{time.day(foundedAt)}</time>
          </dd>
        </div>
      </dl>
      {canLeaveGroup(viewer, group) && <LeaveGroup group={group} />}
    </aside>
  );
}
