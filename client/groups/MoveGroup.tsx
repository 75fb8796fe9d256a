import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useRef, useState } from "react";
import type { GroupHome, GroupView } from "#shared/groups/groups.contract";
import { useRefusal } from "../language/useRefusal";
import { useWords } from "../language/useWords";
import { Button } from "../ui/Button";
import { Dialog } from "../ui/Dialog";
import { Select } from "../ui/Field";
import { FormEnds } from "../ui/FormEnds";
import { FormError } from "../ui/FormError";
import { showToast } from "../ui/toastStore";
import styles from "./forms.module.css";
import { homeId } from "./foundingDraft";
import { homesQuery, useGroupDeeds } from "./groups.queries";

/** The way to another home, for whoever has one; it says before what becomes of what is in the group. */
export function MoveGroup({ group }: { group: GroupView }) {
  const words = useWords();
  const [isOpen, setIsOpen] = useState(false);
  const homes = useQuery(homesQuery);
  const here = group.programId ?? group.campus?.id;
  const others = homes.data?.filter((home) => homeId(home) !== here) ?? [];
  const close = () => setIsOpen(false);
  return (
    <>
      <p>{words("groups.move.here", { home: group.home })}</p>
      {others.length === 0 ? (
        <p className="small soft">{words("groups.move.nowhere")}</p>
      ) : (
        <Button onClick={() => setIsOpen(true)}>{words("groups.move.open")}</Button>
      )}
      <Dialog title={words("groups.move.title")} isOpen={isOpen} onClose={close}>
        <MoveForm group={group} homes={others} onClose={close} />
      </Dialog>
    </>
  );
}

interface FormProps {
  group: GroupView;
  homes: readonly GroupHome[];
  onClose: () => void;
}

function MoveForm({ group, homes, onClose }: FormProps) {
  const words = useWords();
  const refusal = useRefusal();
  const { move } = useGroupDeeds(group);
  const from = useRef(group.home);
  const [chosen, setChosen] = useState("");
  const home = homes.find((one) => homeId(one) === chosen) ?? homes[0]!;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const { programId, campusId, name } = home;
    const onSuccess = () => {
      showToast(words("groups.move.done", { home: name }));
      onClose();
    };
    move.mutate({ programId, campusId }, { onSuccess });
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <Select
        label={words("groups.move.to")}
        value={homeId(home)}
        onChange={({ target }) => setChosen(target.value)}
      >
        {homes.map((one) => (
          <option key={homeId(one)} value={homeId(one)}>
            {one.name}
          </option>
        ))}
      </Select>
      <ul className={styles.what}>
        <li>{words("groups.move.stays")}</li>
        <li>{words("groups.move.found", { home: home.name, before: from.current })}</li>
        <li>{words("groups.move.above", { before: from.current })}</li>
      </ul>
      <FormError message={move.error && refusal(move.error)} />
      <FormEnds confirm={words("groups.move.confirm")} isBusy={move.isPending} onClose={onClose} />
    </form>
  );
}
