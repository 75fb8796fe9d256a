import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import type { PollView } from "#shared/forums/threads.contract";
import { canAnswerThread } from "#shared/forums/threads.policy";
import { useWords } from "../language/useWords";
import { Button } from "../ui/Button";
import styles from "./Poll.module.css";
import { noteVotes, refreshMine } from "./threads.queries";
import { useThreadDeed } from "./useThreadDeed";
import { useThread, useThreadSubject, useThreadView } from "./useThreadRoom";

/** The thread's poll, where it has one: choosing, and how many chose what, in numbers and in bars. */
export function Poll() {
  const words = useWords();
  const client = useQueryClient();
  const { room, mine } = useThread();
  const { viewer, subject } = useThreadSubject();
  const poll = useThreadView(({ thread }) => thread.poll);
  const { run, isBusy } = useThreadDeed("vote");
  const [isChanging, setIsChanging] = useState(false);
  const [chosen, setChosen] = useState<readonly number[]>(mine.votes);
  const headId = useId();
  if (poll === null) return null;

  const vote = async (choices: readonly number[]) => {
    const fact = await run({ threadId: room.threadId }, { choices: [...choices] });
    if (fact === null) return refreshMine(client, room.threadId);
    noteVotes(client, room.threadId, [...choices]);
    setIsChanging(false);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (chosen.length > 0) void vote(chosen);
  };
  const canVote = canAnswerThread(viewer, subject);
  const isChoosing = canVote && (mine.votes.length === 0 || isChanging);
  return (
    <section className={styles.poll} aria-labelledby={headId}>
      <h2 id={headId} className={styles.title}>
        {words(poll.isMultiple ? "forums.poll.several" : "forums.poll.one")}
      </h2>
      {isChoosing ? (
        <form onSubmit={submit}>
          <Choices poll={poll} name={headId} chosen={chosen} onChange={setChosen} />
          <div className={styles.foot}>
            <Button type="submit" weight="first" isBusy={isBusy} aria-disabled={chosen.length === 0}>
              {words("forums.poll.vote")}
            </Button>
            {isChanging && (
              <Button weight="quiet" onClick={() => setIsChanging(false)}>
                {words("ui.close")}
              </Button>
            )}
            <span>{words("forums.poll.voters", { count: poll.voters })}</span>
          </div>
        </form>
      ) : (
        <>
          <Results poll={poll} votes={mine.votes} />
          <div className={styles.foot}>
            <span>{words("forums.poll.voters", { count: poll.voters })}</span>
            {canVote && (
              <>
                <Button
                  size="small"
                  onClick={() => {
                    setChosen(mine.votes);
                    setIsChanging(true);
                  }}
                >
                  {words("forums.poll.change")}
                </Button>
                <Button size="small" weight="quiet" isBusy={isBusy} onClick={() => void vote([])}>
                  {words("forums.poll.takeBack")}
                </Button>
              </>
            )}
          </div>
        </>
      )}
    </section>
  );
}

interface ChoicesProps {
  poll: PollView;
  name: string;
  chosen: readonly number[];
  onChange: (chosen: readonly number[]) => void;
}

function Choices({ poll, name, chosen, onChange }: ChoicesProps) {
  const toggle = (place: number) => {
    if (!poll.isMultiple) return onChange([place]);
    onChange(
      chosen.includes(place)
        ? chosen.filter((one) => one !== place)
        : [...chosen, place].sort((a, b) => a - b),
    );
  };
  return (
    <ul className={styles.options}>
      {poll.options.map(({ label }, place) => (
        <li key={label}>
          <label className={styles.choice}>
            <input
              type={poll.isMultiple ? "checkbox" : "radio"}
              name={name}
              checked={chosen.includes(place)}
              onChange={() => toggle(place)}
            />
            {label}
          </label>
        </li>
      ))}
    </ul>
  );
}

function Results({ poll, votes }: { poll: PollView; votes: readonly number[] }) {
  const words = useWords();
  return (
    <ul className={styles.options}>
      {poll.options.map(({ label, votes: count }, place) => {
        const share = poll.voters === 0 ? 0 : count / poll.voters;
        return (
          <li key={label} className={styles.result}>
            <span className={styles.option}>
              {label}
              {votes.includes(place) && <strong> · {words("forums.poll.yours")}</strong>}
            </span>
            <span className={styles.number}>
              {words("forums.poll.result", { count, percent: Math.round(share * 100) })}
            </span>
            <span aria-hidden="true" className={styles.bar}>
              <span style={{ width: `${share * 100}%` }} />
            </span>
          </li>
        );
      })}
    </ul>
  );
}
