import { useQuery } from "@tanstack/react-query";
import { type KeyboardEvent, useId, useState } from "react";
import type { ColleagueView } from "#shared/programs/colleagues.contract";
import { useWords } from "../language/useWords";
import { colleaguesQuery } from "../programs/colleagues.queries";
import { CampusMark } from "../ui/CampusMark";
import { useNamesStore } from "./namesStore";
import styles from "./SearchFilters.module.css";

interface Props {
  personId: string | undefined;
  onChange: (personId: string | undefined) => void;
}

/** Who said it: a colleague, found by name. */
export function PersonField({ personId, onChange }: Props) {
  const words = useWords();
  const listId = useId();
  const name = useNamesStore(({ names }) => (personId === undefined ? "" : names[personId]));
  const [written, setWritten] = useState<string | null>(null);
  const [at, setAt] = useState(0);
  const found = useQuery(colleaguesQuery(written?.trim() ?? ""));
  const isOpen = written !== null && written.trim() !== "" && found.data !== undefined;
  const choices = (isOpen && found.data) || [];
  const choose = ({ personId: id, name: chosen }: ColleagueView) => {
    useNamesStore.getState().note(id, chosen);
    setWritten(null);
    onChange(id);
  };
  const leave = () => {
    if (written?.trim() === "" && personId !== undefined) onChange(undefined);
    setWritten(null);
  };
  const handleKeyDown = (event: KeyboardEvent) => {
    const chosen = choices[at];
    if (event.key === "ArrowDown" && choices.length > 0) setAt((at + 1) % choices.length);
    else if (event.key === "ArrowUp" && choices.length > 0) setAt((at + choices.length - 1) % choices.length);
    else if (event.key === "Enter" && chosen) choose(chosen);
    else if (event.key === "Enter" && written?.trim() === "") leave();
    else if (event.key === "Escape" && isOpen) setWritten(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className={styles.field}>
      <label htmlFor={`${listId}-field`}>{words("search.person")}</label>
      <input
        id={`${listId}-field`}
        type="text"
        role="combobox"
        autoComplete="off"
        aria-autocomplete="list"
        aria-expanded={choices.length > 0}
        aria-controls={listId}
        aria-activedescendant={choices[at] && `${listId}-${at}`}
        data-given={personId}
        placeholder={words("search.anyPerson")}
        value={written ?? (name || (personId ? words("search.chosen") : ""))}
        onFocus={({ target }) => target.select()}
        onChange={({ target }) => {
          setWritten(target.value);
          setAt(0);
        }}
        onBlur={leave}
        onKeyDown={handleKeyDown}
      />
      <div
        id={listId}
        role="listbox"
        aria-label={words("search.person")}
        hidden={choices.length === 0}
        className={styles.choices}
      >
        {choices.map((colleague, place) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the keys.
          // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus.
          <div
            key={colleague.personId}
            id={`${listId}-${place}`}
            role="option"
            aria-selected={place === at}
            className={styles.choice}
            // The field keeps the focus, and with it what was written.
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => choose(colleague)}
          >
            <CampusMark campus={colleague.campus} /> {colleague.name}
          </div>
        ))}
      </div>
      <div role="status" className={isOpen && choices.length === 0 ? styles.choices : styles.silent}>
        {isOpen && choices.length === 0 && <p className={styles.nobody}>{words("search.nobody")}</p>}
      </div>
    </div>
  );
}
