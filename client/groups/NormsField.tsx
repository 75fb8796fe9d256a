import { ArrowDown, ArrowUp, Plus, X } from "lucide-react";
import { type KeyboardEvent, useId, useRef } from "react";
import { groupNorms } from "#shared/groups/groups.contract";
import { useWords } from "../language/useWords";
import { announce } from "../ui/announcerStore";
import { Button } from "../ui/Button";
import styles from "./NormsField.module.css";

interface Props {
  /** At least one, if empty. */
  norms: readonly string[];
  hint: string;
  error: string | undefined;
  onChange: (norms: string[]) => void;
}

/** What people are to agree to, a sentence each: written, put in order, added and taken away. */
export function NormsField({ norms, hint, error, onChange }: Props) {
  const words = useWords();
  const id = useId();
  const { list, write, add, remove, move } = useNormDeeds(norms, onChange);
  const wrong = error === undefined ? [] : wrongPlaces(norms);
  return (
    <fieldset aria-describedby={`${id}-hint`}>
      <legend className={styles.legend}>{words("groups.field.norms")}</legend>
      <p id={`${id}-hint`} className={styles.hint}>
        {hint}
      </p>
      <ol ref={list} className={styles.norms}>
        {norms.map((text, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a norm has no name but its place; its words are in the props.
          <li key={place} className={styles.norm}>
            <textarea
              rows={1}
              className={styles.text}
              data-part="text"
              aria-label={words("groups.norm.label", { place: place + 1 })}
              aria-invalid={wrong.includes(place) || undefined}
              aria-describedby={wrong.includes(place) ? `${id}-error` : undefined}
              value={text}
              onChange={({ target }) => write(place, target.value)}
              onKeyDown={(event) => goesOn(event) && add(place + 1)}
            />
            <span className={styles.ways}>
              <Button
                size="small"
                weight="quiet"
                data-part="up"
                aria-label={words("groups.norm.up", { place: place + 1 })}
                aria-disabled={place === 0}
                onClick={() => move(place, "up")}
              >
                <ArrowUp size={16} aria-hidden="true" />
              </Button>
              <Button
                size="small"
                weight="quiet"
                data-part="down"
                aria-label={words("groups.norm.down", { place: place + 1 })}
                aria-disabled={place === norms.length - 1}
                onClick={() => move(place, "down")}
              >
                <ArrowDown size={16} aria-hidden="true" />
              </Button>
              <Button
                size="small"
                weight="quiet"
                aria-label={words("groups.norm.remove", { place: place + 1 })}
                onClick={() => remove(place)}
              >
                <X size={16} aria-hidden="true" />
              </Button>
            </span>
          </li>
        ))}
      </ol>
      {error !== undefined && (
        <p id={`${id}-error`} className={styles.error}>
          {error}
        </p>
      )}
      <Button size="small" onClick={() => add(norms.length)}>
        <Plus size={16} aria-hidden="true" />
        {words("groups.norm.add")}
      </Button>
    </fieldset>
  );
}

/** What is done to the list; the focus goes with what was moved, and to what was added. */
function useNormDeeds(norms: readonly string[], onChange: (norms: string[]) => void) {
  const words = useWords();
  const list = useRef<HTMLOListElement>(null);
  // Once the list is as it will be.
  const focus = (place: number, part: "text" | "up" | "down") =>
    requestAnimationFrame(() =>
      list.current?.children[place]?.querySelector<HTMLElement>(`[data-part=${part}]`)?.focus(),
    );
  return {
    list,
    write: (place: number, text: string) =>
      onChange(norms.map((norm, at) => (at === place ? text.replaceAll("\n", " ") : norm))),
    add: (place: number) => {
      onChange([...norms.slice(0, place), "", ...norms.slice(place)]);
      focus(place, "text");
    },
    remove: (place: number) => {
      const rest = norms.filter((_, at) => at !== place);
      onChange(rest.length === 0 ? [""] : rest);
      focus(Math.min(place, Math.max(rest.length - 1, 0)), "text");
    },
    move: (place: number, part: "up" | "down") => {
      const to = part === "up" ? place - 1 : place + 1;
      if (to < 0 || to >= norms.length) return;
      const rest = norms.filter((_, at) => at !== place);
      onChange([...rest.slice(0, to), norms[place]!, ...rest.slice(to)]);
      focus(to, part);
      announce(words("groups.norm.moved", { place: to + 1, count: norms.length }));
    },
  };
}

/** Enter goes on with the next norm, as in any list. */
function goesOn(event: KeyboardEvent): boolean {
  const does = event.key === "Enter" && !event.nativeEvent.isComposing;
  if (does) event.preventDefault();
  return does;
}

function wrongPlaces(norms: readonly string[]): number[] {
  const issues = groupNorms.safeParse(norms).error?.issues ?? [];
  return issues.flatMap(({ path }) => (typeof path[0] === "number" ? [path[0]] : []));
}
