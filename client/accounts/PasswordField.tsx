import { type InputHTMLAttributes, type ReactNode, useState } from "react";
import { useWords } from "../language/useWords";
import { TextField } from "../ui/Field";
import styles from "./PasswordField.module.css";

interface Props
  extends Pick<InputHTMLAttributes<HTMLInputElement>, "value" | "onChange" | "autoComplete" | "autoFocus"> {
  label: string;
  hint?: ReactNode;
  error?: string | null;
}

/** A password that can be looked at while it is typed. */
export function PasswordField({ hint, ...rest }: Props) {
  const words = useWords();
  const [isShown, setIsShown] = useState(false);
  return (
    <TextField
      {...rest}
      hint={hint}
      name="password"
      type={isShown ? "text" : "password"}
      autoCapitalize="none"
      autoCorrect="off"
      spellCheck={false}
      maxLength={128}
      after={
        <button
          type="button"
          className={styles.toggle}
          aria-pressed={isShown}
          aria-label={words("accounts.showPassword")}
          onClick={() => setIsShown(!isShown)}
        >
          {words(isShown ? "accounts.hide" : "accounts.show")}
        </button>
      }
    />
  );
}
