import { type FormEvent, useState } from "react";
import { useWords } from "../language/useWords";
import { Button } from "../ui/Button";
import { Sheet } from "../ui/Dialog";
import { TextField } from "../ui/Field";
import { openFind } from "./findInThread";
import styles from "./JumpSheet.module.css";
import { goTo, useThreadPage, useThreadPageStore } from "./threadPage";
import { usePlaceWords } from "./usePlaceWords";
import { useThread, useThreadView } from "./useThreadRoom";

/** Leads to any reply by its number, along a line, or to the places that are asked for most. */
export function JumpSheet() {
  const words = useWords();
  const store = useThreadPageStore();
  const isOpen = useThreadPage((page) => page.isJumpOpen);
  const close = () => store.setState({ isJumpOpen: false });
  return (
    <Sheet title={words("forums.jump.title")} isOpen={isOpen} onClose={close}>
      <Jump />
    </Sheet>
  );
}

function Jump() {
  const words = useWords();
  const store = useThreadPageStore();
  const { mine } = useThread();
  const posts = useThreadView(({ thread }) => thread.posts);
  const { last, short, when } = usePlaceWords();
  const [place, setPlace] = useState(() => String(store.getState().at));
  const number = Math.min(Math.max(Number(place) || 0, 0), last);
  // After the sheet has given the focus back.
  const go = (to: number) => {
    store.setState({ isJumpOpen: false });
    setTimeout(() => goTo(store, to, posts), 0);
  };
  const find = () => {
    store.setState({ isJumpOpen: false });
    setTimeout(() => openFind(store), 0);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    go(number);
  };
  return (
    <form className={styles.jump} onSubmit={submit}>
      <label className={styles.range}>
        <span className={styles.at}>
          <strong>{short(number)}</strong> <span className="soft">{when(number)}</span>
        </span>
        <input
          type="range"
          min={0}
          max={last}
          value={number}
          aria-label={words("forums.scrubber.place")}
          aria-valuetext={short(number)}
          onChange={({ target }) => setPlace(target.value)}
        />
      </label>
      <TextField
        label={words("forums.jump.number")}
        hint={words("forums.jump.hint", { last })}
        inputMode="numeric"
        autoFocus
        value={place}
        onFocus={({ target }) => target.select()}
        onChange={({ target }) => setPlace(target.value.replace(/\D/g, ""))}
      />
      <Button type="submit" weight="first">
        {words("forums.jump.go")}
      </Button>
      <div className={styles.ways}>
        <Button onClick={() => go(0)}>{words("forums.jump.first")}</Button>
        {mine.readTo > 0 && mine.readTo < posts && (
          <Button onClick={() => go(mine.readTo)}>{words("forums.jump.unread")}</Button>
        )}
        <Button onClick={() => go(posts - 1)}>{words("forums.jump.last")}</Button>
        <Button onClick={find}>{words("forums.find.do")}</Button>
      </div>
    </form>
  );
}
