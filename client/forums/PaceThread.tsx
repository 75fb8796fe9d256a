import { type FormEvent, useState } from "react";
import * as z from "zod/mini";
import { moderationReason, PACES } from "#shared/forums/moderation.endpoints";
import { useTime } from "../language/time";
import { useWords } from "../language/useWords";
import { serverNow } from "../live/clock";
import { Dialog } from "../ui/Dialog";
import { Select, TextField } from "../ui/Field";
import { FormEnds } from "../ui/FormEnds";
import { FormError } from "../ui/FormError";
import { useFormErrors } from "../ui/useFormErrors";
import styles from "./forms.module.css";
import { useThreadDeed } from "./useThreadDeed";
import { useThread, useThreadView } from "./useThreadRoom";

interface Props {
  isOpen: boolean;
  onClose: () => void;
}

/** Slows a thread down for a while, and lets its replies wait for a moderator. */
export function PaceThread({ isOpen, onClose }: Props) {
  const words = useWords();
  return (
    <Dialog title={words("forums.pace.title")} isOpen={isOpen} onClose={onClose} isDismissable={false}>
      {isOpen && <PaceForm onClose={onClose} />}
    </Dialog>
  );
}

/** For how long, in hours. */
const SPANS = [1, 4, 24, 72, 168] as const;
const FIELDS = ["reason"];
const slowed = z.object({ reason: moderationReason });

function PaceForm({ onClose }: Pick<Props, "onClose">) {
  const words = useWords();
  const time = useTime();
  const { room } = useThread();
  const thread = useThreadView((view) => view.thread);
  const [seconds, setSeconds] = useState(thread.slow?.seconds ?? 0);
  const [hours, setHours] = useState<number>(24);
  const [reason, setReason] = useState(thread.slow?.reason ?? "");
  const [isHolding, setIsHolding] = useState(thread.isHolding);
  const { form, errors, check, refuse } = useFormErrors(FIELDS);
  const { run, isBusy } = useThreadDeed("pace", { onRefused: refuse });
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const checked = seconds === 0 ? { reason } : check(slowed, { reason });
    if (checked === null) return;
    const until = Math.round(serverNow()) + hours * 3_600_000;
    const slow = seconds === 0 ? null : { seconds, reason: checked.reason, until };
    if ((await run({ threadId: room.threadId }, { slow, isHolding })) !== null) onClose();
  };
  return (
    <form ref={form} className={styles.form} onSubmit={(event) => void submit(event)} noValidate>
      <Select
        label={words("forums.pace.seconds")}
        hint={words("forums.pace.hint")}
        value={seconds}
        onChange={({ target }) => setSeconds(Number(target.value))}
      >
        <option value={0}>{words("forums.pace.off")}</option>
        {PACES.map((pace) => (
          <option key={pace} value={pace}>
            {time.length(pace / 60)}
          </option>
        ))}
      </Select>
      {seconds > 0 && (
        <>
          <Select
            label={words("forums.pace.until")}
            value={hours}
            onChange={({ target }) => setHours(Number(target.value))}
          >
            {SPANS.map((span) => (
              <option key={span} value={span}>
                {time.length(span * 60)}
              </option>
            ))}
          </Select>
          <TextField
            label={words("forums.pace.reason")}
            error={errors.reason ?? null}
            maxLength={400}
            value={reason}
            onChange={({ target }) => setReason(target.value)}
          />
        </>
      )}
      <label className={styles.check}>
        <input type="checkbox" checked={isHolding} onChange={({ target }) => setIsHolding(target.checked)} />
        <span>
          {words("forums.pace.holding")}
          <small>{words("forums.pace.holdingHint")}</small>
        </span>
      </label>
      <FormError message={errors.form} />
      <FormEnds confirm={words("ui.save")} isBusy={isBusy} onClose={onClose} />
    </form>
  );
}
