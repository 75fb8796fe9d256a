import { type FormEvent, useState } from "react";
import * as z from "zod/mini";
import { careReason, type GroupView, type MembershipView } from "#shared/groups/groups.contract";
import { useWords } from "../language/useWords";
import { Dialog } from "../ui/Dialog";
import { TextArea } from "../ui/Field";
import { FormEnds } from "../ui/FormEnds";
import { FormError } from "../ui/FormError";
import { showToast } from "../ui/toastStore";
import { useFormErrors } from "../ui/useFormErrors";
import styles from "./forms.module.css";
import { useMemberDeeds } from "./memberships.queries";
import { NormChoice } from "./NormChoice";

interface Props {
  group: GroupView;
  /** Who is removed; null while nobody is. */
  member: MembershipView | null;
  onClose: () => void;
}

/** Removes somebody from the group, with a reason that stands in its log. */
export function RemoveMember({ group, member, onClose }: Props) {
  const words = useWords();
  return (
    <Dialog
      title={words("groups.remove.title", { name: member?.person.name ?? "" })}
      isOpen={member !== null}
      onClose={onClose}
      isDismissable={false}
    >
      {member && <RemoveForm group={group} member={member} onClose={onClose} />}
    </Dialog>
  );
}

const FIELDS = ["reason"];
const given = z.object({ reason: careReason });

function RemoveForm({ group, member: { person }, onClose }: Props & { member: MembershipView }) {
  const words = useWords();
  const [norm, setNorm] = useState("");
  const [reason, setReason] = useState("");
  const { form, errors, check, refuse } = useFormErrors(FIELDS);
  const { remove } = useMemberDeeds(group.id);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const input = check(given, { reason });
    if (input === null) return;
    const ends = {
      onSuccess: () => {
        showToast(words("groups.remove.done", { name: person.name }));
        onClose();
      },
      onError: refuse,
    };
    remove.mutate({ personId: person.personId, norm, ...input }, ends);
  };
  return (
    <form ref={form} className={styles.form} onSubmit={submit} noValidate>
      <p>{words("groups.remove.text")}</p>
      <NormChoice group={group} value={norm} onChange={setNorm} />
      <TextArea
        label={words("groups.remove.reason")}
        error={errors.reason ?? null}
        maxLength={600}
        value={reason}
        onChange={({ target }) => setReason(target.value)}
      />
      <FormError message={errors.form} />
      <FormEnds
        confirm={words("groups.remove.confirm")}
        isDanger
        isBusy={remove.isPending}
        onClose={onClose}
      />
    </form>
  );
}
