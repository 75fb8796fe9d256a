import type { CampusView } from "#shared/campuses/campuses.contract";
import { useWords } from "../language/useWords";
import { TextField } from "../ui/Field";
import styles from "./MailboxField.module.css";

interface Props {
  campus: CampusView;
  domain: string;
  value: string;
  error: string | null;
  onChange: (mailbox: string) => void;
  onDomainChange: (domain: string) => void;
}

/** The part before the `@`; the rest is the campus's and is shown as it will be. */
export function MailboxField({ campus, domain, value, error, onChange, onDomainChange }: Props) {
  const words = useWords();
  const domains = campus.emailDomains;
  const handleChange = (typed: string) => {
    // The whole address, pasted: the campus's own domain is taken off, anything else is left for the check to name.
    const whole = domains.find((listed) => typed.trim().toLowerCase().endsWith(`@${listed}`));
    if (whole) onDomainChange(whole);
    onChange(whole ? typed.trim().slice(0, -whole.length - 1) : typed);
  };
  return (
    <TextField
      label={words("signUp.mailbox")}
      hint={words("signUp.mailboxHint", { campus: campus.name })}
      error={error}
      name="mailbox"
      autoComplete="off"
      autoCapitalize="none"
      spellCheck={false}
      inputMode="email"
      maxLength={320}
      value={value}
      onChange={(event) => handleChange(event.target.value)}
      after={
        domains.length > 1 ? (
          <select
            className={styles.domain}
            aria-label={words("signUp.domain")}
            value={domain}
            onChange={(event) => onDomainChange(event.target.value)}
          >
            {domains.map((listed) => (
              <option key={listed} value={listed}>
                @{listed}
              </option>
            ))}
          </select>
        ) : (
          <span className={styles.domain}>@{domain}</span>
        )
      }
    />
  );
}
