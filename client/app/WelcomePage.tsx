import { Link, useNavigate } from "react-router";
import { Cast } from "../accounts/Cast";
import { useWords } from "../language/useWords";
import { ButtonLink } from "../ui/Button";
import { Line, LineNode } from "../ui/Line";
import { Page } from "../ui/Page";
import { LanguageChoice } from "./LanguageChoice";
import styles from "./WelcomePage.module.css";

const steps = ["convene", "debrief", "shareOut", "commit"] as const;

/** Says to a stranger what this is, and how to come in. */
export function WelcomePage() {
  const words = useWords();
  const navigate = useNavigate();
  return (
    <Page>
      <title>Throughline</title>
      <div className={styles.welcome}>
        <div className={styles.words}>
          <h1 className={styles.title}>{words("welcome.title")}</h1>
          <p className={styles.lead}>{words("welcome.lead")}</p>
          <p className={styles.actions}>
            <ButtonLink to="/sign-up" weight="first" size="large">
              {words("welcome.signUp")}
            </ButtonLink>
            <ButtonLink to="/sign-in" size="large">
              {words("accounts.signIn")}
            </ButtonLink>
          </p>
          <p>
            <Link to="/j">{words("welcome.haveCode")}</Link>
          </p>
        </div>
        <Cast onEntered={(next) => void navigate(next ?? "/")} />
      </div>
      <section className={styles.steps} aria-label={words("welcome.how")}>
        <Line direction="across">
          {steps.map((step) => (
            <LineNode key={step} state={step === "debrief" ? "now" : step === "convene" ? "done" : "later"}>
              <h2 className={styles.step}>{words(`welcome.${step}`)}</h2>
              <p>{words(`welcome.${step}Text`)}</p>
            </LineNode>
          ))}
        </Line>
      </section>
      <footer className={styles.foot}>
        <LanguageChoice />
      </footer>
    </Page>
  );
}
