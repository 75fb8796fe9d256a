import { type ReactNode, useRef } from "react";
import styles from "./Chips.module.css";

interface Props<Value extends string> {
  /** Names the group for those who listen. */
  label: string;
  options: readonly { value: Value; label: ReactNode }[];
  value: Value;
  onChange: (value: Value) => void;
  /** `scroll` keeps one row that is pushed sideways; `wrap` takes as many rows as it needs. */
  flow?: "wrap" | "scroll";
}

/** One choice among a few, all in sight. Arrow keys move, as in any group of radio buttons. */
export function Chips<Value extends string>({
  label,
  options,
  value,
  onChange,
  flow = "wrap",
}: Props<Value>) {
  const group = useRef<HTMLDivElement>(null);
  const choose = (index: number) => {
    const option = options[(index + options.length) % options.length]!;
    onChange(option.value);
    group.current?.querySelectorAll("button")[options.indexOf(option)]?.focus();
  };
  const handleKeyDown = (event: React.KeyboardEvent) => {
    const at = options.findIndex((option) => option.value === value);
    if (event.key === "ArrowRight" || event.key === "ArrowDown") choose(at + 1);
    else if (event.key === "ArrowLeft" || event.key === "ArrowUp") choose(at - 1);
    else return;
    event.preventDefault();
  };
  return (
    <div
      ref={group}
      role="radiogroup"
      aria-label={label}
      className={styles.chips}
      data-flow={flow}
      onKeyDown={handleKeyDown}
    >
      {options.map((option) => (
        // biome-ignore lint/a11y/useSemanticElements: a button keeps the focus ring and the size of its neighbours.
        <button
          key={option.value}
          type="button"
          role="radio"
          aria-checked={option.value === value}
          tabIndex={option.value === value ? 0 : -1}
          className={styles.chip}
          onClick={() => onChange(option.value)}
        >
          {option.label}
        </button>
      ))}
    </div>
  );
}
