import { type FormEvent, useState } from "react";
import * as z from "zod/mini";
import { careReason, type GroupView, type MembershipView, pauseHours } from "#shared/groups/groups.contract";
import { newId } from "#shared/ids";
import { useWords } from "../language/useWords";
import { Dialog } from "../ui/Dialog";
import { Select, TextArea } from "../ui/Field";
import { FormEnds } from "../ui/FormEnds";
import { FormError } from "../ui/FormError";
import { showToast } from "../ui/toastStore";
import { useFormErrors } from "../ui/useFormErrors";
import styles from "./forms.module.css";
import { useMemberDeeds } from "./memberships.queries";
import { NormChoice } from "./NormChoice";

interface Props {
  group: GroupView;
  /** Who is paused; null while nobody is. */
  member: MembershipView | null;
  onClose: () => void;
}

/** Lets somebody read and not speak for a while, with a reason that they are told. */
export function PauseMember({ group, member, onClose }: Props) {
  const words = useWords();
  return (
    <Dialog
      title={words("groups.pause.title", { name: member?.person.name ?? "" })}
      isOpen={member !== null}
      onClose={onClose}
      isDismissable={false}
    >
      {member && <PauseForm group={group} member={member} onClose={onClose} />}
    </Dialog>
  );
}

const FIELDS = ["hours", "reason"];
const given = z.object({ hours: z.literal(pauseHours), reason: careReason });

function PauseForm({ group, member: { person }, onClose }: Props & { member: MembershipView }) {
  const words = useWords();
  const [pauseId] = useState(newId);
  const [hours, setHours] = useState("24");
  const [norm, setNorm] = useState("");
  const [reason, setReason] = useState("");
  const { form, errors, check, refuse } = useFormErrors(FIELDS);
  const { pause } = useMemberDeeds(group.id);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const input = check(given, { hours: Number(hours), reason });
    if (input === null) return;
    const ends = {
      onSuccess: () => {
        showToast(words("groups.pause.done", { name: person.name }));
        onClose();
      },
      onError: refuse,
    };
    pause.mutate({ personId: person.personId, input: { pauseId, norm, ...input } }, ends);
  };
  return (
    <form ref={form} className={styles.form} onSubmit={submit} noValidate>
      <p>{words("groups.pause.text")}</p>
      <Select
        label={words("groups.pause.hours")}
        error={errors.hours ?? null}
        value={hours}
        onChange={({ target }) => setHours(target.value)}
      >
        {pauseHours.map((one) => (
          <option key={one} value={one}>
            {words(`groups.pause.for.${one}`)}
          </option>
        ))}
      </Select>
      <NormChoice group={group} value={norm} onChange={setNorm} />
      <TextArea
        label={words("groups.remove.reason")}
        error={errors.reason ?? null}
        maxLength={600}
        value={reason}
        onChange={({ target }) => setReason(target.value)}
      />
      <FormError message={errors.form} />
      <FormEnds confirm={words("groups.pause.confirm")} isBusy={pause.isPending} onClose={onClose} />
    </form>
  );
}
