import { useSearchParams } from "react-router";
import { accountEndpoints } from "#shared/accounts/accounts.contract";
import { useWords } from "../language/useWords";
import { Words } from "../language/Words";
import { ButtonLink } from "../ui/Button";
import { Page } from "../ui/Page";
import { PageTitle } from "../ui/PageTitle";
import { showToast } from "../ui/toastStore";
import styles from "./accounts.module.css";
import { MailHelp } from "./MailHelp";
import { ProofForm } from "./ProofForm";
import { useSignUpStore } from "./signUpStore";
import { useGoOn } from "./useNext";

/** Where a new password is chosen, with the link of the message or its code. */
export function ResetPage() {
  const words = useWords();
  const [search] = useSearchParams();
  const address = useSignUpStore((state) => state.address);
  const goOn = useGoOn();
  const token = search.get("token");
  return (
    <Page width="narrow">
      <PageTitle title={words("proof.resetTitle")} />
      <div className={styles.head}>
        <h1>{words("proof.resetTitle")}</h1>
        <p className={styles.lead}>
          {token ? (
            words("proof.resetLead")
          ) : address ? (
            <Words
              id="proof.resetCodeLead"
              values={{ address: <span className={styles.address}>{address}</span> }}
            />
          ) : (
            words("proof.resetNothing")
          )}
        </p>
      </div>
      {token || address ? (
        <ProofForm
          proof={token ? { token } : { address }}
          deed="reset"
          onDone={(next) => {
            showToast(words("proof.passwordChanged"));
            goOn(next);
          }}
        />
      ) : (
        <ButtonLink to="/forgot" weight="first">
          {words("signUp.sendMessage")}
        </ButtonLink>
      )}
      {!token && address && <MailHelp address={address} again={accountEndpoints.requestReset} />}
    </Page>
  );
}
