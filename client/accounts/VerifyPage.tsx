import { useState } from "react";
import { Link, useSearchParams } from "react-router";
import { accountEndpoints } from "#shared/accounts/accounts.contract";
import { useWords } from "../language/useWords";
import { Words } from "../language/Words";
import { Page } from "../ui/Page";
import { PageTitle } from "../ui/PageTitle";
import { AddressForm } from "./AddressForm";
import styles from "./accounts.module.css";
import { MailHelp } from "./MailHelp";
import { ProofForm } from "./ProofForm";
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
  return (
    <>
      <PageTitle title={words("proof.confirmTitle")} />
      <div className={styles.head}>
        <h1>{words("proof.confirmTitle")}</h1>
        <p className={styles.lead}>{words("proof.confirmLead")}</p>
      </div>
      <ProofForm proof={{ token }} deed="verify" onDone={goOn} onCodeInstead={onRefused} />
    </>
  );
}

function ConfirmByCode() {
  const words = useWords();
  const next = useNext();
  const goOn = useGoOn();
  const address = useSignUpStore((state) => state.address);
  return (
    <>
      <PageTitle title={words("proof.lookTitle")} />
      <div className={styles.head}>
        <h1>{words("proof.lookTitle")}</h1>
        <p className={styles.lead}>
          {address ? (
            <Words
              id="proof.lookLead"
              values={{ address: <span className={styles.address}>{address}</span> }}
            />
          ) : (
            words("proof.whichAddress")
          )}
        </p>
      </div>
      {address ? (
        <>
          <ProofForm proof={{ address }} deed="verify" onDone={goOn} />
          <MailHelp address={address} again={accountEndpoints.resend} />
          <p className={styles.aside}>
            {words("proof.wrongAddress")}{" "}
            <Link to={withNext("/sign-up", next)}>{words("proof.changeIt")}</Link>
            <br />
            {words("proof.confirmedElsewhere")}{" "}
            <Link to={withNext("/sign-in", next)}>{words("accounts.signIn")}</Link>
          </p>
        </>
      ) : (
        <AddressForm
          endpoint={accountEndpoints.resend}
          label={words("signUp.sendMessage")}
          onSent={(sentTo) => useSignUpStore.setState({ address: sentTo })}
        />
      )}
    </>
  );
}
