import { type FormEvent, useState } from "react";
import { accountEndpoints } from "#shared/accounts/accounts.contract";
import { isRefusal } from "../http/ApiError";
import { useWords } from "../language/useWords";
import { Button } from "../ui/Button";
import { TextField } from "../ui/Field";
import { FormError } from "../ui/FormError";
import { useFormErrors } from "../ui/useFormErrors";
import styles from "./accounts.module.css";
import { useSigningIn } from "./accounts.queries";
import { PasswordField } from "./PasswordField";
import code from "./ProofForm.module.css";

interface Props {
  /** The token of the link, or the address whose six digits are asked for. */
  proof: { token: string } | { address: string };
  /** What is proved: that the address is one's own, or that one may choose its new password. */
  deed: "verify" | "reset";
  onDone: (next: string | null) => void;
  /** Offered when the link is refused. */
  onCodeInstead?: () => void;
}

const FIELDS = ["code", "password"];

/**
 * Proves that one reads a mailbox, and signs in. A new password is asked for where it is what one came for, and where
 * the account was asked for in another browser: then whatever was chosen there is void.
 */
export function ProofForm({ proof, deed, onDone, onCodeInstead }: Props) {
  const words = useWords();
  const [digits, setDigits] = useState("");
  const [password, setPassword] = useState("");
  const [isElsewhere, setIsElsewhere] = useState(false);
  const { form, errors, check, refuse } = useFormErrors(FIELDS);
  const endpoint = accountEndpoints[deed];
  const signingIn = useSigningIn(endpoint);
  const asksPassword = deed === "reset" || isElsewhere;
  const isLink = "token" in proof;

  const handleSubmit = (event: FormEvent) => {
    event.preventDefault();
    const given = isLink ? proof : { ...proof, code: digits };
    const input = check(endpoint.input!, asksPassword ? { ...given, password } : given);
    if (!input) return;
    signingIn.mutate(input as never, {
      onSuccess: ({ next }) => onDone(next),
      onError: (error) => (isRefusal(error, "passwordNeeded") ? setIsElsewhere(true) : refuse(error)),
    });
  };
  const problem = errors.form ?? errors.token;
  return (
    <form ref={form} className={styles.form} onSubmit={handleSubmit} noValidate>
      {!isLink && (
        <div className={code.field}>
          <TextField
            label={words("proof.code")}
            error={errors.code ?? null}
            name="code"
            inputMode="numeric"
            autoComplete="one-time-code"
            value={digits}
            onChange={(event) => setDigits(event.target.value.replace(/\D/g, "").slice(0, 6))}
          />
        </div>
      )}
      {asksPassword && (
        <PasswordField
          label={words(isElsewhere ? "signUp.choosePassword" : "proof.newPassword")}
          hint={
            <>
              {isElsewhere && `${words("proof.askedElsewhere")} `}
              {words("signUp.passwordHint")}
            </>
          }
          error={errors.password ?? null}
          autoComplete="new-password"
          // It appears after the button was pressed: that is where one goes on.
          autoFocus={isElsewhere}
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
      )}
      <FormError message={problem} />
      <div className={styles.actions}>
        <Button type="submit" weight="first" size="large" isBusy={signingIn.isPending}>
          {words(deed === "reset" ? "proof.setPassword" : "proof.confirm")}
        </Button>
        {problem && onCodeInstead && (
          <Button onClick={onCodeInstead}>{words("proof.enterCodeInstead")}</Button>
        )}
      </div>
    </form>
  );
}
