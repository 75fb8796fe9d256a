import { type FormEvent, Suspense, useState } from "react";
import { Link } from "react-router";
import { accountEndpoints, type MeView } from "#shared/accounts/accounts.contract";
import { useMe, useSettle, useSignOut } from "../accounts/accounts.queries";
import { FollowsList } from "../forums/FollowsList";
import { useRefusal } from "../language/useRefusal";
import { useWords } from "../language/useWords";
import { Feeds } from "../notifications/Feeds";
import { MailChoice } from "../notifications/MailChoice";
import { BlockList } from "../people/Blocks";
import { Button } from "../ui/Button";
import { CampusMark } from "../ui/CampusMark";
import { Chips } from "../ui/Chips";
import { TextField } from "../ui/Field";
import { FormError } from "../ui/FormError";
import { Page } from "../ui/Page";
import { PageTitle } from "../ui/PageTitle";
import { Skeleton } from "../ui/Skeleton";
import { useSingleKeysStore } from "../ui/singleKeysStore";
import { showToast } from "../ui/toastStore";
import { useFormErrors } from "../ui/useFormErrors";
import { languageNames } from "./LanguageChoice";
import styles from "./SettingsPage.module.css";
import { themes, useThemeStore } from "./themeStore";

/** What one may change about oneself and about this device. */
export function SettingsPage() {
  const words = useWords();
  const me = useMe();
  if (!me) return null;
  return (
    <Page width="narrow">
      <PageTitle title={words("nav.settings")} />
      <h1>{words("nav.settings")}</h1>
      <Myself me={me} />
      <Follows />
      <section aria-labelledby="blocks" className={styles.part}>
        <Suspense fallback={<Skeleton lines={3} />}>
          <BlockList />
        </Suspense>
      </section>
      <ThisDevice me={me} />
      <section aria-labelledby="mail" className={styles.part}>
        <MailChoice />
      </section>
      <section aria-labelledby="feeds" className={styles.part}>
        <Feeds />
      </section>
      <Files />
      <Sessions />
    </Page>
  );
}

const FIELDS = ["name", "unit"];

function Myself({ me }: { me: MeView }) {
  const words = useWords();
  const settle = useSettle();
  const [name, setName] = useState(me.name);
  const [unit, setUnit] = useState(me.unit);
  const { form, errors, check, refuse } = useFormErrors(FIELDS);
  const handleSubmit = (event: FormEvent) => {
    event.preventDefault();
    const input = check(accountEndpoints.settle.input!, { name, unit, language: me.language });
    if (input) settle.mutate(input, { onSuccess: () => showToast(words("ui.saved")), onError: refuse });
  };
  return (
    <section aria-labelledby="myself" className={styles.part}>
      <h2 id="myself">{words("settings.myself")}</h2>
      <p className={styles.address}>
        <span>{me.address}</span> <CampusMark campus={me.campus} isWhole />
      </p>
      <form ref={form} className={styles.form} onSubmit={handleSubmit} noValidate>
        <TextField
          label={words("accounts.name")}
          hint={words("accounts.nameHint")}
          error={errors.name ?? null}
          name="name"
          autoComplete="name"
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <TextField
          label={`${words("accounts.unit")} (${words("ui.optional")})`}
          hint={words("accounts.unitHint")}
          error={errors.unit ?? null}
          name="unit"
          value={unit}
          onChange={(event) => setUnit(event.target.value)}
        />
        <FormError message={errors.form} />
        <p>
          <Button type="submit" weight="first" isBusy={settle.isPending}>
            {words("ui.save")}
          </Button>
        </p>
      </form>
    </section>
  );
}

function Follows() {
  const words = useWords();
  return (
    <section id="follows" aria-labelledby="follows-title" className={styles.part}>
      <h2 id="follows-title">{words("forums.follows.title")}</h2>
      <p className="soft">{words("forums.follows.text")}</p>
      <FollowsList />
    </section>
  );
}

function ThisDevice({ me }: { me: MeView }) {
  const words = useWords();
  const refusal = useRefusal();
  const settle = useSettle();
  const { theme, choose } = useThemeStore();
  const singleKeys = useSingleKeysStore();
  return (
    <section aria-labelledby="looks" className={styles.part}>
      <h2 id="looks">{words("settings.looks")}</h2>
      <div className={styles.choice}>
        <span aria-hidden="true">{words("settings.language")}</span>
        <Chips
          label={words("settings.language")}
          options={languageNames}
          value={me.language}
          onChange={(language) =>
            settle.mutate(
              { name: me.name, unit: me.unit, language },
              { onError: (error) => showToast(refusal(error), { tone: "wrong" }) },
            )
          }
        />
      </div>
      <div className={styles.choice}>
        <span aria-hidden="true">{words("settings.theme")}</span>
        <Chips
          label={words("settings.theme")}
          options={themes.map((value) => ({ value, label: words(`settings.theme.${value}`) }))}
          value={theme}
          onChange={choose}
        />
      </div>
      <div className={styles.choice}>
        <span aria-hidden="true">{words("settings.singleKeys")}</span>
        <Chips
          label={words("settings.singleKeys")}
          options={(["on", "off"] as const).map((value) => ({
            value,
            label: words(`settings.singleKeys.${value}`),
          }))}
          value={singleKeys.areOn ? "on" : "off"}
          onChange={(value) => singleKeys.turn(value === "on")}
        />
      </div>
    </section>
  );
}

function Files() {
  const words = useWords();
  return (
    <section aria-labelledby="files" className={styles.part}>
      <h2 id="files">{words("settings.files")}</h2>
      <p className="soft">{words("settings.filesText")}</p>
      <p>
        <Link to="/settings/files">{words("settings.filesLink")}</Link>
      </p>
    </section>
  );
}

function Sessions() {
  const words = useWords();
  const refusal = useRefusal();
  const signOut = useSignOut();
  const handleSignOut = (everywhere: boolean) =>
    signOut.mutate(everywhere, {
      onError: (error) => showToast(refusal(error), { tone: "wrong" }),
    });
  return (
    <section aria-labelledby="sessions" className={styles.part}>
      <h2 id="sessions">{words("settings.sessions")}</h2>
      <p className="soft">{words("settings.sessionsText")}</p>
      <p className={styles.actions}>
        <Button onClick={() => handleSignOut(false)}>{words("accounts.signOut")}</Button>
        <Button weight="danger" onClick={() => handleSignOut(true)}>
          {words("settings.signOutEverywhere")}
        </Button>
      </p>
    </section>
  );
}
