import { type FormEvent, useState } from "react";
import { useSearchParams } from "react-router";
import { accountEndpoints } from "#shared/accounts/accounts.contract";
import { useWords } from "../language/useWords";
import { Words } from "../language/Words";
import { Button, ButtonLink } from "../ui/Button";
import { TextField } from "../ui/Field";
import { FormError } from "../ui/FormError";
import { Page } from "../ui/Page";
import { PageTitle } from "../ui/PageTitle";
import { showToast } from "../ui/toastStore";
import { useFormErrors } from "../ui/useFormErrors";
import styles from "./accounts.module.css";
import { useSigningIn } from "./accounts.queries";
import code from "./CodeForm.module.css";
import { MailHelp } from "./MailHelp";
import { PasswordField } from "./PasswordField";
import { useSignUpStore } from "./signUpStore";
import { useGoOn } from "./useNext";

/** Where a new password is chosen, with the link of the message or its code. */
export function ResetPage() {
  const words = useWords();
  const [search] = useSearchParams();
  const address = useSignUpStore((state) => state.address);
  const token = search.get("token");
  return (
    <Page width="narrow">
      <PageTitle title={words("accounts.resetTitle")} />
      <div className={styles.head}>
        <h1>{words("accounts.resetTitle")}</h1>
        <p className={styles.lead}>
          {token ? (
            words("accounts.resetLead")
          ) : address ? (
            <Words
              id="accounts.resetCodeLead"
              values={{ address: <span className={styles.address}>{address}</span> }}
            />
          ) : (
            words("accounts.resetNothing")
          )}
        </p>
      </div>
      {token || address ? (
        <ResetForm proof={token ? { token } : { address }} />
      ) : (
        <ButtonLink to="/forgot" weight="first">
          {words("accounts.sendMessage")}
        </ButtonLink>
      )}
      {!token && address && <MailHelp address={address} again={accountEndpoints.requestReset} />}
    </Page>
  );
}

interface ResetFormProps {
  proof: { token: string } | { address: string };
}

const FIELDS = ["code", "password"];

function ResetForm({ proof }: ResetFormProps) {
  const words = useWords();
  const goOn = useGoOn();
  const [digits, setDigits] = useState("");
  const [password, setPassword] = useState("");
  const { form, errors, check, refuse } = useFormErrors(FIELDS);
  const reset = useSigningIn(accountEndpoints.reset);
  const handleSubmit = (event: FormEvent) => {
    event.preventDefault();
    const given = "token" in proof ? proof : { ...proof, code: digits };
    const input = check(accountEndpoints.reset.input!, { ...given, password });
    if (!input) return;
    reset.mutate(input, {
      onSuccess: ({ next }) => {
        showToast(words("accounts.passwordChanged"));
        goOn(next);
      },
      onError: refuse,
    });
  };
  return (
    <form ref={form} className={styles.form} onSubmit={handleSubmit} noValidate>
      {"address" in proof && (
        <div className={code.field}>
          <TextField
            label={words("accounts.code")}
            error={errors.code ?? null}
            name="code"
            inputMode="numeric"
            autoComplete="one-time-code"
            value={digits}
            onChange={(event) => setDigits(event.target.value.replace(/\D/g, "").slice(0, 6))}
          />
        </div>
      )}
      <PasswordField
        label={words("accounts.newPassword")}
        hint={words("accounts.passwordHint")}
        error={errors.password ?? null}
        autoComplete="new-password"
        value={password}
        onChange={(event) => setPassword(event.target.value)}
      />
      <FormError message={errors.form ?? errors.token} />
      <div className={styles.actions}>
        <Button type="submit" weight="first" size="large" isBusy={reset.isPending}>
          {words("accounts.setPassword")}
        </Button>
      </div>
    </form>
  );
}
