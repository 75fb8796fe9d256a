import type { HealthView, PeriodView } from "#shared/health/health.contract";
import { type TimeWords, useTime } from "../language/time";
import { useWords } from "../language/useWords";
import styles from "./Health.module.css";

type Words = ReturnType<typeof useWords>;

/** The figures of a group's forum, each as a sentence: of today, and of before. */
export function HealthFigures({ health: { members, now, before } }: { health: HealthView }) {
  const words = useWords();
  const time = useTime();
  const figures = [
    {
      label: words("groups.health.voices"),
      of: ({ spoke }: PeriodView) =>
        spoke === null ? null : words("groups.health.spoke", { spoke, members }),
    },
    { label: words("groups.health.balance"), of: (period: PeriodView) => sayBalance(period, words) },
    {
      label: words("groups.health.firstAnswer"),
      of: (period: PeriodView) => sayFirstAnswer(period, words, time),
    },
    {
      label: words("groups.health.unanswered"),
      of: ({ unanswered }: PeriodView) => words("groups.health.count", { count: unanswered }),
    },
    { label: words("groups.health.newcomers"), of: (period: PeriodView) => sayNewcomers(period, words) },
  ];
  return (
    <dl className={styles.figures}>
      {figures.map(({ label, of }) => (
        <div key={label} className={styles.figure}>
          <dt>{label}</dt>
          <Said now={of(now)} before={before === null ? undefined : of(before)} />
        </div>
      ))}
    </dl>
  );
}

interface SaidProps {
  now: string | null;
  /** Undefined where that time was not looked at. */
  before: string | null | undefined;
}

/** A sentence of each time; one for both where of neither there is anything to tell. */
function Said({ now, before }: SaidProps) {
  const words = useWords();
  const tooFew = words("groups.health.tooFew");
  const isSilent = now === null && before === null;
  return (
    <>
      <dd className={now === null ? styles.few : styles.now}>{now ?? tooFew}</dd>
      {before !== undefined && !isSilent && (
        <dd className={styles.before}>{words("groups.health.before", { said: before ?? tooFew })}</dd>
      )}
    </>
  );
}

function sayBalance({ evenness, quieterShare: share }: PeriodView, words: Words): string | null {
  if (evenness === null) return null;
  const said = words(`groups.health.evenness.${evenness}`);
  return share === null ? said : `${said} ${words("groups.health.quieter", { share })}`;
}

function sayFirstAnswer({ firstAnswer }: PeriodView, words: Words, time: TimeWords): string | null {
  if (firstAnswer === null) return null;
  return words("groups.health.within", { length: time.length(roughly(firstAnswer)) });
}

function sayNewcomers({ came, cameAndSpoke: spoke, welcomed }: PeriodView, words: Words): string | null {
  if (came === null) return null;
  const rest =
    spoke === null
      ? words("groups.health.welcomedTooFew")
      : words("groups.health.welcomed", { spoke, welcomed });
  return `${words("groups.health.came", { came })} ${rest}`;
}

const HOUR = 60;
const DAY = 24 * HOUR;

/** A length in minutes as one tells it: in whole hours from one on, in whole days from two on. */
function roughly(minutes: number): number {
  const unit = minutes < HOUR ? 1 : minutes < 2 * DAY ? HOUR : DAY;
  return Math.max(1, Math.round(minutes / unit) * unit);
}
