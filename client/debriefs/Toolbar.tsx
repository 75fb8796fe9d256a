import { type KeyboardEvent, type ReactNode, useEffect, useRef } from "react";

interface Props {
  label: string;
  className?: string;
  children: ReactNode;
}

const ITEMS = "button, a[href]";

/** One stop for Tab; arrow keys, Home and End move within (ARIA Authoring Practices, toolbar). */
export function Toolbar({ label, className, children }: Props) {
  const bar = useRef<HTMLDivElement>(null);
  const all = () => [...(bar.current?.querySelectorAll<HTMLElement>(ITEMS) ?? [])];
  /** Those that are drawn: on a phone some are not. */
  const items = () => all().filter((item) => item.getClientRects().length > 0);
  const makeStop = (stop: HTMLElement | undefined) => {
    for (const item of all()) item.tabIndex = item === stop ? 0 : -1;
  };
  // Buttons come and go with the stage: there is always exactly one stop.
  useEffect(() => {
    const stops = all().filter(({ tabIndex }) => tabIndex === 0);
    if (stops.length !== 1 || !items().includes(stops[0]!))
      makeStop(stops.find((stop) => stop === document.activeElement) ?? items()[0]);
  });
  const handleKeyDown = (event: KeyboardEvent) => {
    const drawn = items();
    const at = drawn.indexOf(document.activeElement as HTMLElement);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: drawn.length - 1 }[event.key];
    if (to === undefined || at === -1) return;
    event.preventDefault();
    const next = drawn[(to + drawn.length) % drawn.length];
    makeStop(next);
    next?.focus();
  };
  return (
    <div
      ref={bar}
      role="toolbar"
      aria-label={label}
      className={className}
      onKeyDown={handleKeyDown}
      onFocus={(event) => makeStop(event.target as HTMLElement)}
    >
      {children}
    </div>
  );
}
