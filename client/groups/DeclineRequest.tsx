import { type FormEvent, useState } from "react";
import type { RequestView } from "#shared/groups/groups.contract";
import { useWords } from "../language/useWords";
import { Dialog } from "../ui/Dialog";
import { TextArea } from "../ui/Field";
import { FormEnds } from "../ui/FormEnds";
import { FormError } from "../ui/FormError";
import { showToast } from "../ui/toastStore";
import { useFormErrors } from "../ui/useFormErrors";
import styles from "./forms.module.css";
import { useAnswer } from "./memberships.queries";

interface Props {
  /** Who is told no; null while nobody is. */
  request: RequestView | null;
  onAnswered: () => void;
  onClose: () => void;
}

/** Says no to somebody who asks, with the reason that they read. */
export function DeclineRequest({ request, onAnswered, onClose }: Props) {
  const words = useWords();
  return (
    <Dialog
      title={words("groups.requests.declineTitle", { name: request?.person.name ?? "" })}
      isOpen={request !== null}
      onClose={onClose}
      isDismissable={false}
    >
      {request && <DeclineForm request={request} onAnswered={onAnswered} onClose={onClose} />}
    </Dialog>
  );
}

const FIELDS = ["words"];

function DeclineForm({ request, onAnswered, onClose }: Props & { request: RequestView }) {
  const words = useWords();
  const [said, setSaid] = useState("");
  const { form, errors, mark, refuse } = useFormErrors(FIELDS);
  const answer = useAnswer();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (said.trim() === "") return mark({ words: words("groups.requests.needsReason") });
    const ends = {
      onSuccess: () => {
        showToast(words("groups.requests.declineDone", { name: request.person.name }));
        onClose();
        onAnswered();
      },
      onError: refuse,
    };
    answer.mutate({ requestId: request.id, isAccepted: false, words: said }, ends);
  };
  return (
    <form ref={form} className={styles.form} onSubmit={submit} noValidate>
      <TextArea
        label={words("groups.requests.reason")}
        hint={words("groups.requests.reasonHint", { name: request.person.name })}
        error={errors.words ?? null}
        maxLength={600}
        value={said}
        onChange={({ target }) => setSaid(target.value)}
      />
      <FormError message={errors.form} />
      <FormEnds
        confirm={words("groups.requests.declineConfirm")}
        isBusy={answer.isPending}
        onClose={onClose}
      />
    </form>
  );
}
