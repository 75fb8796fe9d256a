import type { ButtonHTMLAttributes, ReactNode, Ref } from "react";
import { Link, type LinkProps } from "react-router";
import styles from "./Button.module.css";
import { classNames } from "./classNames";

/** `first` is the one thing to do here; `quiet` has no border; `danger` cannot be undone. */
export type Weight = "first" | "plain" | "quiet" | "danger";

interface Look {
  weight?: Weight;
  /** `large` is 46 px high, for the one button of a page; `small` 32. */
  size?: "small" | "medium" | "large";
  isWide?: boolean;
}

interface ButtonProps extends Look, ButtonHTMLAttributes<HTMLButtonElement> {
  /** Work is under way: stays focusable, says so, and takes no second click. */
  isBusy?: boolean;
  children: ReactNode;
  ref?: Ref<HTMLButtonElement>;
}

export function Button({ weight, size, isWide, isBusy = false, className, onClick, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      aria-disabled={isBusy || rest["aria-disabled"] || undefined}
      aria-busy={isBusy || undefined}
      onClick={isBusy ? (event) => event.preventDefault() : onClick}
      className={classNames(look({ weight, size, isWide }), isBusy && styles.busy, className)}
    />
  );
}

interface ButtonLinkProps extends Look, LinkProps {}

/** A link that leads on, in the look of a button. */
export function ButtonLink({ weight, size, isWide, className, ...rest }: ButtonLinkProps) {
  return <Link {...rest} className={classNames(look({ weight, size, isWide }), className)} />;
}

function look({ weight = "plain", size = "medium", isWide = false }: Look): string {
  return classNames(styles.button, styles[weight], styles[size], isWide && styles.wide);
}
