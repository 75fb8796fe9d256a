import { useNavigate } from "react-router";
import { accountEndpoints } from "#shared/accounts/accounts.contract";
import { useWords } from "../language/useWords";
import { Page } from "../ui/Page";
import { PageTitle } from "../ui/PageTitle";
import { AddressForm } from "./AddressForm";
import styles from "./accounts.module.css";
import { useSignUpStore } from "./signUpStore";

/** Asks for a message with which to choose a new password. */
export function ForgotPage() {
  const words = useWords();
  const navigate = useNavigate();
  return (
    <Page width="narrow">
      <PageTitle title={words("proof.forgotTitle")} />
      <div className={styles.head}>
        <h1>{words("proof.forgotTitle")}</h1>
        <p className={styles.lead}>{words("proof.forgotLead")}</p>
      </div>
      <AddressForm
        endpoint={accountEndpoints.requestReset}
        label={words("signUp.sendMessage")}
        onSent={(address) => {
          useSignUpStore.setState({ address });
          void navigate("/reset");
        }}
      />
    </Page>
  );
}
