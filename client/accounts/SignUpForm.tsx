import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useNavigate } from "react-router";
import { accountEndpoints, type SignUpInput, signUpInput } from "#shared/accounts/accounts.contract";
import { parseMailbox } from "#shared/campuses/address";
import { call } from "../http/call";
import { useLanguage, useWords } from "../language/useWords";
import { Button } from "../ui/Button";
import { TextField } from "../ui/Field";
import { FormError } from "../ui/FormError";
import { useFormErrors } from "../ui/useFormErrors";
import styles from "./accounts.module.css";
import { CampusChoice, type Category } from "./CampusChoice";
import { MailboxField } from "./MailboxField";
import { PasswordField } from "./PasswordField";
import { useSignUpStore } from "./signUpStore";
import { useNext, withNext } from "./useNext";

interface Props {
  categories: readonly Category[];
}

const FIELDS = ["mailbox", "name", "unit", "password"];

/** The form itself. What is asked next appears once it can be answered. */
export function SignUpForm({ categories }: Props) {
  const words = useWords();
  const language = useLanguage();
  const navigate = useNavigate();
  const next = useNext();
  const draft = useSignUpStore();
  const change = useSignUpStore.setState;
  const [password, setPassword] = useState("");
  const { form, errors, check, mark, refuse } = useFormErrors(FIELDS);
  const signUp = useMutation({
    mutationFn: (input: SignUpInput) => call(accountEndpoints.signUp, { input }),
  });

  const program = categories.find(({ id }) => id === draft.programId);
  const campus = program?.campuses.find(({ id }) => id === draft.campusId);
  const domain = campus?.emailDomains.includes(draft.domain) ? draft.domain : (campus?.emailDomains[0] ?? "");

  const handleSubmit = (event: FormEvent) => {
    event.preventDefault();
    const { programId, campusId, mailbox, name, unit } = draft;
    const given = { programId, campusId, mailbox, domain, name, unit, password, language };
    const input = check(signUpInput, next ? { ...given, next } : given);
    if (!input) return;
    const doubt = mailboxDoubt(input.mailbox, words("signUp.mailboxPlain"));
    if (doubt) return mark({ mailbox: doubt });
    signUp.mutate(input, {
      onSuccess: ({ address }) => {
        change({ address });
        void navigate(withNext("/verify", next));
      },
      onError: refuse,
    });
  };

  return (
    <form ref={form} className={styles.form} onSubmit={handleSubmit} noValidate>
      <CampusChoice
        categories={categories}
        programId={draft.programId}
        campusId={draft.campusId}
        onChange={change}
      />
      {campus && (
        <>
          <MailboxField
            campus={campus}
            domain={domain}
            value={draft.mailbox}
            error={errors.mailbox ?? mailboxDoubt(draft.mailbox, words("signUp.mailboxPlain"))}
            onChange={(mailbox) => change({ mailbox })}
            onDomainChange={(chosen) => change({ domain: chosen })}
          />
          <TextField
            label={words("accounts.name")}
            hint={words("accounts.nameHint")}
            error={errors.name ?? null}
            name="name"
            autoComplete="name"
            maxLength={80}
            value={draft.name}
            onChange={(event) => change({ name: event.target.value })}
          />
          <TextField
            label={`${words("accounts.unit")} (${words("ui.optional")})`}
            hint={words("accounts.unitHint")}
            error={errors.unit ?? null}
            name="unit"
            autoComplete="organization-title"
            maxLength={80}
            value={draft.unit}
            onChange={(event) => change({ unit: event.target.value })}
          />
          <PasswordField
            label={words("signUp.choosePassword")}
            hint={words("signUp.passwordHint")}
            error={errors.password ?? null}
            autoComplete="new-password"
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
          <FormError message={errors.form} />
          <div className={styles.actions}>
            <Button type="submit" weight="first" size="large" isBusy={signUp.isPending}>
              {words("signUp.sendMessage")}
            </Button>
          </div>
        </>
      )}
    </form>
  );
}

/** Says while typing that a name with an `@`, a space or a comma is no mailbox; an unfinished one is let be. */
function mailboxDoubt(mailbox: string, doubt: string): string | null {
  const typed = mailbox.trim();
  const isUnfinished = typed === "" || /[._'-]$/.test(typed);
  return isUnfinished || parseMailbox(typed) !== null ? null : doubt;
}
