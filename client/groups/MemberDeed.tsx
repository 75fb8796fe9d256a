import { type FormEvent, type ReactNode, useState } from "react";
import * as z from "zod/mini";
import { careReason, type GroupView, type MembershipView } from "#shared/groups/groups.contract";
import { newId } from "#shared/ids";
import { useWords } from "../language/useWords";
import { useDraft } from "../live/drafts";
import { Dialog } from "../ui/Dialog";
import { TextArea } from "../ui/Field";
import { FormEnds } from "../ui/FormEnds";
import { FormError } from "../ui/FormError";
import { showToast } from "../ui/toastStore";
import { useFormErrors } from "../ui/useFormErrors";
import styles from "./forms.module.css";
import { NormChoice } from "./NormChoice";

export interface MemberDeedProps {
  group: GroupView;
  /** To whom it is done; null while it is done to nobody. */
  member: MembershipView | null;
  onClose: () => void;
}

/** What is done, and why. */
export interface GivenDeed {
  /** The same however often it is sent. */
  deedId: string;
  personId: string;
  reason: string;
  norm: string;
}

interface Props extends MemberDeedProps {
  name: "pause" | "remove";
  isDanger?: boolean;
  isBusy: boolean;
  onSend: (deed: GivenDeed, ends: { onSuccess: () => void; onError: (error: unknown) => void }) => void;
  /** What else there is to choose. */
  children?: ReactNode;
}

/** Something that is done to somebody in the group, with a reason that they are told. */
export function MemberDeed(props: Props) {
  const words = useWords();
  const { name, member, onClose } = props;
  return (
    <Dialog
      title={words(`groups.${name}.title`, { name: member?.person.name ?? "" })}
      isOpen={member !== null}
      onClose={onClose}
      isDismissable={false}
    >
      {member && <DeedForm {...props} member={member} />}
    </Dialog>
  );
}

const EMPTY = { reason: "", norm: "" };
const FIELDS = ["reason"];
const given = z.object({ reason: careReason });

function DeedForm({
  group,
  member: { person },
  name,
  isDanger = false,
  isBusy,
  onSend,
  onClose,
  children,
}: Props & { member: MembershipView }) {
  const words = useWords();
  const [deedId] = useState(newId);
  const { draft, change, clear } = useDraft(`group.${group.id}.${name}.${person.personId}`, EMPTY);
  const { reason, norm } = draft;
  const { form, errors, check, refuse } = useFormErrors(FIELDS);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const input = check(given, { reason });
    if (input === null) return;
    const ends = {
      onSuccess: () => {
        showToast(words(`groups.${name}.done`, { name: person.name }));
        clear();
        onClose();
      },
      onError: refuse,
    };
    onSend({ deedId, personId: person.personId, norm, ...input }, ends);
  };
  return (
    <form ref={form} className={styles.form} onSubmit={submit} noValidate>
      <p>{words(`groups.${name}.text`)}</p>
      {children}
      <NormChoice group={group} value={norm} onChange={(chosen) => change({ norm: chosen })} />
      <TextArea
        label={words("groups.deed.reason")}
        error={errors.reason ?? null}
        maxLength={600}
        value={reason}
        onChange={({ target }) => change({ reason: target.value })}
      />
      <FormError message={errors.form} />
      <FormEnds
        confirm={words(`groups.${name}.confirm`)}
        isDanger={isDanger}
        isBusy={isBusy}
        onClose={onClose}
      />
    </form>
  );
}
