import { Check } from "lucide-react";
import {
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  useEffect,
  useId,
  useRef,
  useState,
} from "react";
import { flushSync } from "react-dom";
import { classNames } from "./classNames";
import styles from "./Menu.module.css";

export interface MenuItem {
  key: string;
  label: ReactNode;
  /** Stands under the label, smaller. */
  hint?: ReactNode;
  onChoose: () => void;
  /** One of several of which one holds, or something that is on or off; undefined for a deed. */
  isChecked?: boolean | undefined;
  isDanger?: boolean;
}

interface Props {
  /** What the button shows. */
  children: ReactNode;
  /** Names button and menu where the button's words alone do not. */
  label?: string | undefined;
  items: readonly MenuItem[];
  className?: string | undefined;
}

/** A button that opens a list of deeds or choices: arrow keys move, letters find, Escape closes. */
export function Menu({ children, label, items, className }: Props) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const [isOpen, setIsOpen] = useState(false);
  usePlacement(isOpen, button, list);

  const entries = () => [...(list.current?.querySelectorAll<HTMLElement>("button") ?? [])];
  // The browser knows at once whether the list stands there; the state hears of it a moment later.
  const isShown = () => list.current?.matches(":popover-open") ?? false;
  const open = () => {
    list.current?.showPopover();
    flushSync(() => setIsOpen(true));
    const all = entries();
    (all.find((entry) => entry.ariaChecked === "true") ?? all[0])?.focus();
  };
  const close = () => {
    list.current?.hidePopover();
    button.current?.focus();
  };
  // The browser is told whose button it is, or it would close the list before the press is heard; it need not do more.
  const handleClick = (event: MouseEvent) => {
    event.preventDefault();
    if (isShown()) close();
    else open();
  };

  const handleKeyDown = (event: KeyboardEvent) => {
    const all = entries();
    const at = all.indexOf(document.activeElement as HTMLElement);
    if (event.key === "Tab") return close();
    const next = keyed(event.key, at, all);
    if (next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    next.focus();
  };
  return (
    <>
      <button
        ref={button}
        type="button"
        className={className}
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        popoverTarget={id}
        onClick={handleClick}
        onKeyDown={(event) => {
          if (event.key !== "ArrowDown" || isShown()) return;
          event.preventDefault();
          open();
        }}
      >
        {children}
      </button>
      <div
        ref={list}
        id={id}
        popover="auto"
        role="menu"
        tabIndex={-1}
        aria-label={label ?? button.current?.textContent ?? undefined}
        className={styles.menu}
        onToggle={(event) => setIsOpen(event.newState === "open")}
        onKeyDown={handleKeyDown}
      >
        {isOpen &&
          items.map((item) => (
            <Entry
              key={item.key}
              item={item}
              onChoose={() => {
                close();
                item.onChoose();
              }}
            />
          ))}
      </div>
    </>
  );
}

function Entry({ item, onChoose }: { item: MenuItem; onChoose: () => void }) {
  const { label, hint, isChecked, isDanger } = item;
  const role =
    isChecked === undefined ? { role: "menuitem" } : { role: "menuitemradio", "aria-checked": isChecked };
  return (
    <button
      type="button"
      {...role}
      tabIndex={-1}
      className={classNames(styles.item, isDanger && styles.danger)}
      onClick={onChoose}
    >
      {isChecked !== undefined && (
        <span className={styles.check}>{isChecked && <Check size={16} aria-hidden="true" />}</span>
      )}
      <span>
        {label}
        {hint && <span className={styles.hint}>{hint}</span>}
      </span>
    </button>
  );
}

/** Where a key leads within the menu; undefined where the key means nothing there. */
function keyed(key: string, at: number, all: readonly HTMLElement[]): HTMLElement | undefined {
  const count = all.length;
  const to = { ArrowDown: at + 1, ArrowUp: at - 1 + count, Home: 0, End: count - 1 }[key];
  if (to !== undefined) return all[to % count];
  if (key.length !== 1 || key === " ") return undefined;
  const begins = (entry: HTMLElement) =>
    entry.textContent?.trim().toLowerCase().startsWith(key.toLowerCase());
  return [...all.slice(at + 1), ...all.slice(0, at + 1)].find(begins);
}

/** Between the list and its button, and between the list and the edge of the screen. */
const GAP = 4;
const EDGE = 8;

/** Keeps the list beside its button, whatever scrolls, and within the screen. */
function usePlacement(
  isOpen: boolean,
  button: React.RefObject<HTMLElement | null>,
  list: React.RefObject<HTMLElement | null>,
): void {
  useEffect(() => {
    if (!isOpen) return;
    const place = () => {
      const [anchor, box] = [button.current?.getBoundingClientRect(), list.current];
      if (!anchor || !box) return;
      const { offsetWidth: width, offsetHeight: height } = box;
      const below = anchor.bottom + GAP;
      const fitsBelow = below + height <= window.innerHeight - EDGE || anchor.top < height + GAP + EDGE;
      const left = Math.min(anchor.left, window.innerWidth - width - EDGE);
      box.style.left = `${Math.max(EDGE, left)}px`;
      box.style.top = `${Math.max(EDGE, fitsBelow ? below : anchor.top - GAP - height)}px`;
    };
    place();
    window.addEventListener("scroll", place, { passive: true });
    window.addEventListener("resize", place);
    return () => {
      window.removeEventListener("scroll", place);
      window.removeEventListener("resize", place);
    };
  }, [isOpen, button, list]);
}
