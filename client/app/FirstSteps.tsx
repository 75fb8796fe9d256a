import type { MeView } from "#shared/accounts/accounts.contract";
import { useWords } from "../language/useWords";
import { ButtonLink } from "../ui/Button";
import { Line, LineNode } from "../ui/Line";
import styles from "./TodayPage.module.css";

interface Props {
  me: MeView;
}

/** How a month goes, for somebody new, and the one thing that they can do now. */
export function FirstSteps({ me }: Props) {
  const words = useWords();
  return (
    <section aria-labelledby="steps">
      <h2 id="steps" className={styles.title}>
        {words("today.how")}
      </h2>
      <Line direction="across">
        <LineNode state="done">
          {words("today.convene")}
          <p className="small soft">{words("today.conveneText")}</p>
        </LineNode>
        <LineNode state="now">
          {words("today.debrief", { campus: me.campus.name })}
          <p className="small soft">{words("today.debriefText")}</p>
        </LineNode>
        <LineNode state="later">
          {words("today.keep")}
          <p className="small soft">{words("today.keepText")}</p>
        </LineNode>
      </Line>
      <p className={styles.todo}>
        {me.unit === "" ? (
          <ButtonLink to="/settings" size="small">
            {words("today.sayUnit")}
          </ButtonLink>
        ) : (
          <ButtonLink to="/j" size="small">
            {words("today.haveCode")}
          </ButtonLink>
        )}
      </p>
    </section>
  );
}
