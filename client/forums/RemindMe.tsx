import { type FormEvent, useState } from "react";
import { useTime } from "../language/time";
import { useWords } from "../language/useWords";
import { Button } from "../ui/Button";
import { Dialog } from "../ui/Dialog";
import { TextField } from "../ui/Field";
import { FormEnds } from "../ui/FormEnds";
import styles from "./forms.module.css";
import { remindTimes, toLocalInput } from "./remindTimes";

interface Props {
  onClose: () => void;
  onChoose: (at: number) => void;
}

/** Asks when one wants to be told of a post again: soon, tomorrow, next week, or at a time of one's own. */
export function RemindMe({ onClose, onChoose }: Props) {
  const words = useWords();
  const time = useTime();
  const [own, setOwn] = useState("");
  const [isWrong, setIsWrong] = useState(false);
  const choose = (at: number) => {
    onClose();
    onChoose(at);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const at = new Date(own).getTime();
    if (Number.isFinite(at) && at > Date.now()) choose(at);
    else setIsWrong(true);
  };
  return (
    <Dialog title={words("forums.remind.title")} isOpen onClose={onClose}>
      <div className={styles.form}>
        {remindTimes(new Date()).map(({ key, at }) => (
          <Button key={key} onClick={() => choose(at)}>
            {words(`forums.remind.${key}`)} · {time.shortDay(at)}, {time.clock(at)}
          </Button>
        ))}
        <form className={styles.form} onSubmit={submit} noValidate>
          <TextField
            type="datetime-local"
            label={words("forums.remind.own")}
            hint={words("forums.remind.ownHint")}
            error={isWrong ? words("forums.remind.ownWrong") : null}
            min={toLocalInput(new Date())}
            value={own}
            onChange={({ target }) => {
              setOwn(target.value);
              setIsWrong(false);
            }}
          />
          <FormEnds confirm={words("forums.remind.confirm")} onClose={onClose} />
        </form>
      </div>
    </Dialog>
  );
}
