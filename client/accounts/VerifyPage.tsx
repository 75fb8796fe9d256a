import { type FormEvent, useState } from "react";
import { Link, useSearchParams } from "react-router";
import { accountEndpoints } from "#shared/accounts/accounts.contract";
import { useWords } from "../language/useWords";
import { Words } from "../language/Words";
import { Button } from "../ui/Button";
import { FormError } from "../ui/FormError";
import { Page } from "../ui/Page";
import { PageTitle } from "../ui/PageTitle";
import { useFormErrors } from "../ui/useFormErrors";
import { AddressForm } from "./AddressForm";
import styles from "./accounts.module.css";
import { useSigningIn } from "./accounts.queries";
import { CodeForm } from "./CodeForm";
import { MailHelp } from "./MailHelp";
import { useSignUpStore } from "./signUpStore";
import { useGoOn, useNext, withNext } from "./useNext";

/** Where the message of confirmation leads, and where its code is entered. Opening it changes nothing by itself. */
export function VerifyPage() {
  const [search] = useSearchParams();
  const [isTokenSpent, setIsTokenSpent] = useState(false);
  const token = search.get("token");
  return (
    <Page width="narrow">
      {token && !isTokenSpent ? (
        <ConfirmByLink token={token} onRefused={() => setIsTokenSpent(true)} />
      ) : (
        <ConfirmByCode />
      )}
    </Page>
  );
}

interface ConfirmByLinkProps {
  token: string;
  /** The person would rather enter the code. */
  onRefused: () => void;
}

/** Mail scanners open links too: only a person presses the button. */
function ConfirmByLink({ token, onRefused }: ConfirmByLinkProps) {
  const words = useWords();
  const goOn = useGoOn();
  const verify = useSigningIn(accountEndpoints.verify);
  const { errors, check, refuse } = useFormErrors([]);
  const handleSubmit = (event: FormEvent) => {
    event.preventDefault();
    const input = check(accountEndpoints.verify.input!, { token });
    if (input) verify.mutate(input, { onSuccess: ({ next }) => goOn(next), onError: refuse });
  };
  return (
    <form className={styles.form} onSubmit={handleSubmit}>
      <PageTitle title={words("accounts.confirmTitle")} />
      <div className={styles.head}>
        <h1>{words("accounts.confirmTitle")}</h1>
        <p className={styles.lead}>{words("accounts.confirmLead")}</p>
      </div>
      <FormError message={errors.form ?? errors.token} />
      <div className={styles.actions}>
        <Button type="submit" weight="first" size="large" isBusy={verify.isPending}>
          {words("accounts.confirm")}
        </Button>
        {(errors.form || errors.token) && (
          <Button onClick={onRefused}>{words("accounts.enterCodeInstead")}</Button>
        )}
      </div>
    </form>
  );
}

function ConfirmByCode() {
  const words = useWords();
  const next = useNext();
  const goOn = useGoOn();
  const address = useSignUpStore((state) => state.address);
  const verify = useSigningIn(accountEndpoints.verify);
  return (
    <>
      <PageTitle title={words("accounts.lookTitle")} />
      <div className={styles.head}>
        <h1>{words("accounts.lookTitle")}</h1>
        <p className={styles.lead}>
          {address ? (
            <Words
              id="accounts.lookLead"
              values={{ address: <span className={styles.address}>{address}</span> }}
            />
          ) : (
            words("accounts.whichAddress")
          )}
        </p>
      </div>
      {address ? (
        <>
          <CodeForm
            isBusy={verify.isPending}
            submit={(code, answer) =>
              verify.mutate({ address, code }, { onSuccess: ({ next }) => goOn(next), onError: answer })
            }
          />
          <MailHelp address={address} again={accountEndpoints.resend} />
          <p className={styles.aside}>
            {words("accounts.wrongAddress")}{" "}
            <Link to={withNext("/sign-up", next)}>{words("accounts.changeIt")}</Link>
            <br />
            {words("accounts.confirmedElsewhere")}{" "}
            <Link to={withNext("/sign-in", next)}>{words("accounts.signIn")}</Link>
          </p>
        </>
      ) : (
        <AddressForm
          endpoint={accountEndpoints.resend}
          label={words("accounts.sendMessage")}
          onSent={(sentTo) => useSignUpStore.setState({ address: sentTo })}
        />
      )}
    </>
  );
}
