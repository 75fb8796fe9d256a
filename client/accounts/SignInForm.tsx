import { type FormEvent, useState } from "react";
import { Link } from "react-router";
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
import { useSignUpStore } from "./signUpStore";

interface Props {
  /** The address of whoever was signed in, when a session has ended. */
  address?: string | undefined;
  /** A line above the fields. */
  lead?: string;
  onSignedIn: (next: string | null) => void;
}

const FIELDS = ["address", "password"];

/** Address and password. Says why where the address has yet to be confirmed, and leads there. */
export function SignInForm({ address: given = "", lead, onSignedIn }: Props) {
  const words = useWords();
  const signIn = useSigningIn(accountEndpoints.signIn);
  const { form, errors, check, refuse } = useFormErrors(FIELDS);
  const [address, setAddress] = useState(given);
  const [password, setPassword] = useState("");

  const handleSubmit = (event: FormEvent) => {
    event.preventDefault();
    const input = check(accountEndpoints.signIn.input!, { address, password });
    if (!input) return;
    signIn.mutate(input, {
      onSuccess: ({ next }) => onSignedIn(next),
      onError: (error) => {
        if (isRefusal(error, "unverified")) useSignUpStore.setState({ address: input.address });
        refuse(error);
      },
    });
  };

  return (
    <form ref={form} className={styles.form} onSubmit={handleSubmit} noValidate>
      {lead && <p className="soft">{lead}</p>}
      <FormError message={errors.form} />
      {isRefusal(signIn.error, "unverified") && (
        <p>
          <Link to="/verify">{words("accounts.enterCode")}</Link>
        </p>
      )}
      <TextField
        label={words("accounts.address")}
        error={errors.address ?? null}
        name="address"
        type="email"
        inputMode="email"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        value={address}
        onChange={(event) => setAddress(event.target.value)}
      />
      <PasswordField
        label={words("accounts.password")}
        error={errors.password ?? null}
        autoComplete="current-password"
        // Where the address is known, the password is what the form waits for.
        autoFocus={given !== ""}
        value={password}
        onChange={(event) => setPassword(event.target.value)}
      />
      <div className={styles.actions}>
        <Button type="submit" weight="first" size="large" isBusy={signIn.isPending}>
          {words("accounts.signIn")}
        </Button>
        <Link to="/forgot">{words("accounts.forgot")}</Link>
      </div>
    </form>
  );
}
