import { useIntl } from "react-intl";
import { nextDigestAt } from "#shared/notifications/digestTime";
import { everyOf, type MailPreferencesInput } from "#shared/notifications/mailings.contract";
import { ownZone, useTime } from "../language/time";
import { useWords } from "../language/useWords";
import { Select } from "../ui/Field";
import styles from "./notifications.module.css";

interface ChosenProps {
  chosen: MailPreferencesInput;
  campusTimeZone: string;
}

interface DigestTimeProps extends ChosenProps {
  onChoose: (part: Partial<MailPreferencesInput>) => void;
}

/** The day and hour of a digest; nothing where there is none. */
export function DigestTime({ chosen, campusTimeZone, onChoose }: DigestTimeProps) {
  const words = useWords();
  const intl = useIntl();
  const time = useTime();
  const every = everyOf(chosen.mode);
  if (every === null) return null;
  const zones = new Set([chosen.timeZone, ownZone()]);
  const others = [...zones].flatMap((zone) => (zone === null || zone === campusTimeZone ? [] : [zone]));
  return (
    <div className={styles.fields}>
      {every === "week" && (
        <Select
          label={words("mail.weekday")}
          value={chosen.weekday}
          onChange={({ target }) => onChoose({ weekday: Number(target.value) })}
        >
          {WEEK.map((weekday) => (
            <option key={weekday} value={weekday}>
              {intl.formatDate(Date.UTC(2024, 0, weekday), { weekday: "long", timeZone: "UTC" })}
            </option>
          ))}
        </Select>
      )}
      <Select
        label={words("mail.hour")}
        value={chosen.hour}
        onChange={({ target }) => onChoose({ hour: Number(target.value) })}
      >
        {DAY.map((hour) => (
          <option key={hour} value={hour}>
            {time.clock(Date.UTC(2024, 0, 1, hour), "UTC")}
          </option>
        ))}
      </Select>
      <div className={styles.whole}>
        <Select
          label={words("mail.zone")}
          value={chosen.timeZone ?? ""}
          onChange={({ target }) => onChoose({ timeZone: target.value || null })}
        >
          <option value="">
            {words("mail.zoneOfCampus", { zone: time.zoneName(Date.now(), campusTimeZone) })}
          </option>
          {others.map((zone) => (
            <option key={zone} value={zone}>
              {time.zoneName(Date.now(), zone)}
            </option>
          ))}
        </Select>
      </div>
    </div>
  );
}

/** What comes of a choice, worked out by what the server goes by, so that what is shown is what happens. */
export function WhatComes({ chosen, campusTimeZone }: ChosenProps) {
  const words = useWords();
  const time = useTime();
  const { mode, weekday, hour, timeZone } = chosen;
  const every = everyOf(mode);
  if (every === null) return words(mode === "none" ? "mail.noneText" : "mail.batchedText");
  const zone = timeZone ?? campusTimeZone;
  const next = nextDigestAt({ every, weekday, hour }, zone, Date.now());
  const clock = `${time.clock(next, zone)} (${time.zoneName(next, zone)})`;
  return words("mail.next", { day: time.day(next, zone), clock });
}

/** The first day of 2024 was a Monday. */
const WEEK = [1, 2, 3, 4, 5, 6, 7];
const DAY = Array.from({ length: 24 }, (_, hour) => hour);
