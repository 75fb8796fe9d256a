import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "react-router";
import type { accountEndpoints } from "#shared/accounts/accounts.contract";
import { ApiError } from "../http/ApiError";
import { call } from "../http/call";
import { useRefusal } from "../language/useRefusal";
import { useWords } from "../language/useWords";
import { announce } from "../ui/announcerStore";
import { Button } from "../ui/Button";
import { FormError } from "../ui/FormError";
import { Notice } from "../ui/Notice";
import { siteQuery } from "./accounts.queries";
import styles from "./MailHelp.module.css";
import { useCountdown } from "./useCountdown";

interface Props {
  address: string;
  /** Sends the message again. */
  again: typeof accountEndpoints.resend | typeof accountEndpoints.requestReset;
}

/** How long before a message can be asked for again. */
const PAUSE = 60;

/** Where campus mail hides the message, and how to get another. */
export function MailHelp({ address, again }: Props) {
  const words = useWords();
  const refusal = useRefusal();
  const { data: site } = useQuery(siteQuery);
  const [pause, wait] = useCountdown(PAUSE);
  const [wasSent, setWasSent] = useState(false);
  const resend = useMutation({
    mutationFn: () => call(again, { input: { address } }),
    onSuccess: () => {
      setWasSent(true);
      announce(words("proof.sentAgain"));
      wait(PAUSE);
    },
    onError: (error) => wait(error instanceof ApiError ? (error.retryAfter ?? 0) : 0),
  });
  return (
    <section className={styles.help} aria-labelledby="mail-help">
      <h2 id="mail-help">{words("proof.notThere")}</h2>
      <ul className={styles.list}>
        <li>{words("proof.helpWait")}</li>
        <li>{words("proof.helpJunk")}</li>
        <li>{words("proof.helpQuarantine")}</li>
        <li>{words("proof.helpDigest")}</li>
      </ul>
      <div className={styles.again}>
        <Button isBusy={resend.isPending} disabled={pause > 0} onClick={() => resend.mutate()}>
          {pause > 0 ? words("proof.sendAgainIn", { seconds: pause }) : words("proof.sendAgain")}
        </Button>
        {wasSent && <span className="soft">{words("proof.sentAgain")}</span>}
      </div>
      <FormError message={resend.error ? refusal(resend.error) : null} />
      {site?.hasOutbox && (
        <Notice tone="waiting">
          <p>
            {words("proof.outboxHere")} <Link to="/outbox">{words("proof.outboxOpen")}</Link>
          </p>
        </Notice>
      )}
    </section>
  );
}
