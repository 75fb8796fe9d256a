import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import type { accountEndpoints } from "#shared/accounts/accounts.contract";
import { call } from "../http/call";
import { useWords } from "../language/useWords";
import { Button } from "../ui/Button";
import { TextField } from "../ui/Field";
import { FormError } from "../ui/FormError";
import { useFormErrors } from "../ui/useFormErrors";
import styles from "./accounts.module.css";

interface Props {
  /** Sends a message to the address. */
  endpoint: typeof accountEndpoints.resend | typeof accountEndpoints.requestReset;
  label: string;
  onSent: (address: string) => void;
}

const FIELDS = ["address"];

/** Asks for a campus address to send a message to. */
export function AddressForm({ endpoint, label, onSent }: Props) {
  const words = useWords();
  const [address, setAddress] = useState("");
  const { form, errors, check, refuse } = useFormErrors(FIELDS);
  const send = useMutation({ mutationFn: (input: { address: string }) => call(endpoint, { input }) });
  const handleSubmit = (event: FormEvent) => {
    event.preventDefault();
    const input = check(endpoint.input!, { address });
    if (input) send.mutate(input, { onSuccess: () => onSent(input.address), onError: refuse });
  };
  return (
    <form ref={form} className={styles.form} onSubmit={handleSubmit} noValidate>
      <TextField
        label={words("accounts.address")}
        error={errors.address ?? null}
        name="address"
        type="email"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        value={address}
        onChange={(event) => setAddress(event.target.value)}
      />
      <FormError message={errors.form} />
      <div className={styles.actions}>
        <Button type="submit" weight="first" size="large" isBusy={send.isPending}>
          {label}
        </Button>
      </div>
    </form>
  );
}
