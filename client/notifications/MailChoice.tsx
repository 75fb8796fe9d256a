import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import {
  type MailPreferencesInput,
  type MailPreferencesView,
  mailModes,
} from "#shared/notifications/mailings.contract";
import { useRefusal } from "../language/useRefusal";
import { useWords } from "../language/useWords";
import { Button } from "../ui/Button";
import { ErrorState } from "../ui/ErrorState";
import { Select } from "../ui/Field";
import { Notice } from "../ui/Notice";
import { Skeleton } from "../ui/Skeleton";
import { showToast } from "../ui/toastStore";
import { DigestTime, WhatComes } from "./DigestTime";
import { mailPreferencesQuery, useChooseMail } from "./mailings.queries";
import styles from "./notifications.module.css";

/** When one is written to, with the day and hour on which the next digest comes. */
export function MailChoice() {
  const words = useWords();
  const preferences = useQuery(mailPreferencesQuery);
  return (
    <>
      <h2 id="mail">{words("mail.title")}</h2>
      <p className="soft">{words("mail.text")}</p>
      {preferences.isPending && <Skeleton lines={3} />}
      {preferences.error && (
        <ErrorState error={preferences.error} onRetry={() => void preferences.refetch()} />
      )}
      {preferences.data && <MailForm kept={preferences.data} />}
    </>
  );
}

function MailForm({ kept }: { kept: MailPreferencesView }) {
  const words = useWords();
  const refusal = useRefusal();
  const save = useChooseMail();
  const { mode, weekday, hour, timeZone, wantsDirect, campusTimeZone } = kept;
  const [chosen, setChosen] = useState<MailPreferencesInput>({ mode, weekday, hour, timeZone, wantsDirect });
  const choose = (part: Partial<MailPreferencesInput>) => setChosen({ ...chosen, ...part });
  const handleSubmit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate(chosen, {
      onSuccess: () => showToast(words("ui.saved")),
      onError: (error) => showToast(refusal(error), { tone: "wrong" }),
    });
  };
  return (
    <form className={styles.form} onSubmit={handleSubmit}>
      {kept.isRefused && <Notice tone="wrong">{words("mail.refused")}</Notice>}
      <Select
        label={words("mail.mode")}
        value={chosen.mode}
        onChange={({ target }) => choose({ mode: target.value as MailPreferencesInput["mode"] })}
      >
        {mailModes.map((value) => (
          <option key={value} value={value}>
            {words(`mail.mode.${value}`)}
          </option>
        ))}
      </Select>
      <DigestTime chosen={chosen} campusTimeZone={campusTimeZone} onChoose={choose} />
      <p role="status">
        <WhatComes chosen={chosen} campusTimeZone={campusTimeZone} />
      </p>
      <label className={styles.check}>
        <input
          type="checkbox"
          checked={chosen.wantsDirect}
          onChange={({ target }) => choose({ wantsDirect: target.checked })}
        />
        <span>
          {words("mail.direct")} <small>{words("mail.directHint")}</small>
        </span>
      </label>
      <p>
        <Button type="submit" weight="first" isBusy={save.isPending}>
          {words("ui.save")}
        </Button>
      </p>
    </form>
  );
}
