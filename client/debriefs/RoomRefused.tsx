import { useLocation } from "react-router";
import { useWords } from "../language/useWords";
import { Button, ButtonLink } from "../ui/Button";
import { Page } from "../ui/Page";
import styles from "./RoomRefused.module.css";
import { useRoom } from "./useDebriefRoom";

interface Props {
  code: string;
}

/** Why one is not in the room, and what to do about it. */
export function RoomRefused({ code }: Props) {
  const words = useWords();
  const room = useRoom();
  const { pathname } = useLocation();
  const here = encodeURIComponent(pathname);
  const reason = code === "signInNeeded" || code === "unverified" ? code : "notYours";
  return (
    <Page width="narrow">
      <div className={styles.refused}>
        <h1>{words(`debriefs.refused.${reason}.title`)}</h1>
        <p>{words(`debriefs.refused.${reason}.text`)}</p>
        <div className={styles.ways}>
          {reason === "signInNeeded" && (
            <>
              <ButtonLink to={`/sign-in?next=${here}`} weight="first">
                {words("debriefs.signIn")}
              </ButtonLink>
              <ButtonLink to={`/sign-up?next=${here}`}>{words("debriefs.signUp")}</ButtonLink>
            </>
          )}
          {reason === "unverified" && (
            <ButtonLink to={`/verify?next=${here}`} weight="first">
              {words("debriefs.verify")}
            </ButtonLink>
          )}
          {reason === "notYours" && (
            <>
              <ButtonLink to="/j" weight="first">
                {words("debriefs.enterCode")}
              </ButtonLink>
              <ButtonLink to="/">{words("debriefs.toToday")}</ButtonLink>
              <Button weight="quiet" onClick={room.retry}>
                {words("debriefs.tryAgain")}
              </Button>
            </>
          )}
        </div>
      </div>
    </Page>
  );
}
