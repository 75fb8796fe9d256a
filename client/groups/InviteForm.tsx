import { type FormEvent, useState } from "react";
import { useWords } from "../language/useWords";
import { Button } from "../ui/Button";
import { TextField } from "../ui/Field";
import { FormError } from "../ui/FormError";
import { showToast } from "../ui/toastStore";
import { useFormErrors } from "../ui/useFormErrors";
import styles from "./forms.module.css";
import { useInviting } from "./memberships.queries";

const FIELDS = ["address"];

/** Invites whoever has that address. */
export function InviteForm({ groupId }: { groupId: string }) {
  const words = useWords();
  const { invite } = useInviting(groupId);
  const [address, setAddress] = useState("");
  const { form, errors, mark, refuse } = useFormErrors(FIELDS);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const written = address.trim();
    if (!/^\S+@\S+$/.test(written)) return mark({ address: words("groups.invite.wrongAddress") });
    const ends = {
      onSuccess: () => {
        setAddress("");
        mark({});
        showToast(words("groups.invite.done", { address: written }));
      },
      onError: refuse,
    };
    invite.mutate(written, ends);
  };
  return (
    <form ref={form} className={styles.form} onSubmit={submit} noValidate>
      <div className={styles.line}>
        <TextField
          label={words("groups.invite.address")}
          hint={words("groups.invite.addressHint")}
          error={errors.address ?? null}
          type="email"
          autoCapitalize="none"
          autoComplete="off"
          spellCheck={false}
          value={address}
          onChange={({ target }) => setAddress(target.value)}
        />
        <Button type="submit" weight="first" isBusy={invite.isPending}>
          {words("groups.invite.do")}
        </Button>
      </div>
      <FormError message={errors.form} />
    </form>
  );
}
