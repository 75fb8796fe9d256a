import { Search } from "lucide-react";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { searchWords } from "#shared/search/search.contract";
import { useSentence } from "../language/useRefusal";
import { useWords } from "../language/useWords";
import { Button } from "../ui/Button";
import { FormError } from "../ui/FormError";
import styles from "./SearchForm.module.css";

interface Props {
  q: string;
  onSearch: (q: string) => void;
}

/** The words that are looked for. */
export function SearchForm({ q, onSearch }: Props) {
  const words = useWords();
  const sentence = useSentence();
  const [written, setWritten] = useState(q);
  const [problem, setProblem] = useState<string | null>(null);
  // The address may move on while somebody already writes what they look for next: that stays.
  const [known, setKnown] = useState(q);
  if (known !== q) {
    setKnown(q);
    if (written === known) setWritten(q);
  }
  const field = useRef<HTMLInputElement>(null);
  // Who comes without words comes to write some.
  useEffect(() => {
    if (q === "") field.current?.focus();
  }, [q]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const parsed = searchWords.safeParse(written);
    setProblem(parsed.success ? null : sentence(parsed.error.issues[0]?.message ?? ""));
    if (!parsed.success) return;
    setWritten(parsed.data);
    onSearch(parsed.data);
  };
  return (
    <search>
      <form className={styles.form} onSubmit={submit} noValidate>
        <label className={styles.box}>
          <Search size={18} aria-hidden="true" />
          <input
            type="search"
            data-search
            aria-label={words("search.words")}
            aria-invalid={problem !== null || undefined}
            placeholder={words("search.placeholder")}
            aria-keyshortcuts="/"
            enterKeyHint="search"
            ref={field}
            value={written}
            onChange={({ target }) => setWritten(target.value)}
          />
        </label>
        <Button type="submit" weight="first">
          {words("search.do")}
        </Button>
      </form>
      <FormError message={problem} />
    </search>
  );
}
