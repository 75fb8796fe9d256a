import { useEffect, useRef } from "react";
import { useWords } from "../language/useWords";
import { Button } from "../ui/Button";
import { TextField } from "../ui/Field";
import { showToast } from "../ui/toastStore";
import styles from "./notifications.module.css";

/** The address of a feed, the one time that it is told: ready to be copied, and with the focus on it. */
export function FeedAddress({ address }: { address: string }) {
  const words = useWords();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, []);
  const handleCopy = () =>
    void navigator.clipboard.writeText(address).then(
      () => showToast(words("feeds.copied")),
      () => showToast(words("feeds.notCopied"), { tone: "wrong" }),
    );
  return (
    <div className={styles.made}>
      <TextField
        ref={field}
        label={words("feeds.address")}
        hint={words("feeds.once")}
        value={address}
        readOnly
        spellCheck={false}
        autoComplete="off"
      />
      <p>
        <Button onClick={handleCopy}>{words("feeds.copy")}</Button>
      </p>
    </div>
  );
}
