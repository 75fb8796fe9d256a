import { type FormEvent, useState } from "react";
import { accountEndpoints } from "#shared/accounts/accounts.contract";
import { useWords } from "../language/useWords";
import { Button } from "../ui/Button";
import { TextField } from "../ui/Field";
import { FormError } from "../ui/FormError";
import { useFormErrors } from "../ui/useFormErrors";
import styles from "./accounts.module.css";
import code from "./CodeForm.module.css";

interface Props {
  isBusy: boolean;
  /** Sends the code; `refuse` takes what was thrown. */
  submit: (code: string, refuse: (error: unknown) => void) => void;
}

const FIELDS = ["code"];

/** Takes the six digits, typed or pasted, with or without spaces. */
export function CodeForm({ isBusy, submit }: Props) {
  const words = useWords();
  const [digits, setDigits] = useState("");
  const { form, errors, check, refuse } = useFormErrors(FIELDS);
  const handleSubmit = (event: FormEvent) => {
    event.preventDefault();
    const input = check(accountEndpoints.verify.input!, { code: digits });
    if (input) submit(digits, refuse);
  };
  return (
    <form ref={form} className={styles.form} onSubmit={handleSubmit} noValidate>
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
      <FormError message={errors.form} />
      <div className={styles.actions}>
        <Button type="submit" weight="first" size="large" isBusy={isBusy}>
          {words("accounts.confirm")}
        </Button>
      </div>
    </form>
  );
}
