import type { FormEvent } from "react";
import { useNavigate } from "react-router";
import { groupRoomLengths, openInGroupInput } from "#shared/debriefs/groupRooms.endpoints";
import { newId } from "#shared/ids";
import { toMoment } from "#shared/zonedTime";
import { ownZone, useTime } from "../language/time";
import { useWords } from "../language/useWords";
import { Select, TextArea, TextField } from "../ui/Field";
import { FormEnds } from "../ui/FormEnds";
import { FormError } from "../ui/FormError";
import { showToast } from "../ui/toastStore";
import { useFormErrors } from "../ui/useFormErrors";
import { AttributionField } from "./AttributionField";
import styles from "./GroupRooms.module.css";
import { useOpenRoom } from "./groupRooms.queries";
import { type OpenRoomDraft, useOpenRoomDraft } from "./openRoomDraft";

interface Props {
  groupId: string;
  onClose: () => void;
}

const FIELDS = Object.keys(openInGroupInput.shape);

/** What a group will talk about, and when: at once, or on a day to come. What is typed is kept on the device. */
export function OpenRoomForm({ groupId, onClose }: Props) {
  const words = useWords();
  const navigate = useNavigate();
  const open = useOpenRoom(groupId);
  const { form, errors, check, refuse } = useFormErrors(FIELDS);
  const { draft, change, clear } = useOpenRoomDraft(groupId);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const debriefId = draft.debriefId || newId();
    const input = check(openInGroupInput, toInput(draft, debriefId));
    if (input === null || open.isPending) return;
    change({ debriefId });
    const isNow = draft.when === "now";
    const onSuccess = () => {
      clear();
      onClose();
      if (isNow) void navigate(`/debriefs/${debriefId}`);
      else showToast(words("groups.rooms.scheduled"));
    };
    open.mutate({ input, isNow }, { onSuccess, onError: refuse });
  };
  return (
    <form ref={form} className={styles.form} onSubmit={submit} noValidate>
      <TextField
        label={words("groups.rooms.title")}
        // The dialog was opened to write here.
        autoFocus
        error={errors.title ?? null}
        value={draft.title}
        onChange={({ target }) => change({ title: target.value })}
      />
      <TextArea
        label={words("groups.rooms.prompts")}
        hint={words("groups.rooms.promptsHint")}
        error={errors.prompts ?? null}
        value={draft.prompts}
        onChange={({ target }) => change({ prompts: target.value })}
      />
      <WhenFields draft={draft} error={errors.startsAt ?? null} onChange={change} />
      <TextField
        label={words("groups.rooms.place")}
        hint={words("groups.rooms.placeHint")}
        error={errors.place ?? null}
        value={draft.place}
        onChange={({ target }) => change({ place: target.value })}
      />
      <AttributionField attribution={draft.attribution} onChange={(attribution) => change({ attribution })} />
      <FormError message={errors.form} />
      <FormEnds
        confirm={words(draft.when === "now" ? "groups.rooms.openNow" : "groups.rooms.schedule")}
        isBusy={open.isPending}
        onClose={onClose}
      />
    </form>
  );
}

interface WhenProps {
  draft: OpenRoomDraft;
  error: string | null;
  onChange: (part: Partial<OpenRoomDraft>) => void;
}

function WhenFields({ draft, error, onChange }: WhenProps) {
  const words = useWords();
  const time = useTime();
  return (
    <>
      <div className={styles.when}>
        <Select
          label={words("groups.rooms.when")}
          value={draft.when}
          onChange={({ target }) => onChange({ when: target.value === "now" ? "now" : "later" })}
        >
          <option value="now">{words("groups.rooms.now")}</option>
          <option value="later">{words("groups.rooms.later")}</option>
        </Select>
        <Select
          label={words("groups.rooms.length")}
          value={draft.minutes}
          onChange={({ target }) => onChange({ minutes: Number(target.value) })}
        >
          {groupRoomLengths.map((minutes) => (
            <option key={minutes} value={minutes}>
              {time.length(minutes)}
            </option>
          ))}
        </Select>
      </div>
      {draft.when === "later" && (
        <div className={styles.when}>
          <TextField
            label={words("debriefs.schedule.date")}
            type="date"
            error={error}
            value={draft.date}
            onChange={({ target }) => onChange({ date: target.value })}
          />
          <TextField
            label={words("debriefs.schedule.time")}
            hint={words("groups.rooms.zone", { zone: time.zoneName(Date.now(), ownZone()) })}
            type="time"
            error={error}
            value={draft.time}
            onChange={({ target }) => onChange({ time: target.value })}
          />
        </div>
      )}
    </>
  );
}

/** What is sent: each line that has words is a prompt, and a room without any is about its title. */
function toInput(
  { when, date, time, prompts, title, minutes, place, attribution }: OpenRoomDraft,
  debriefId: string,
) {
  const lines = prompts.split("\n").filter((line) => line.trim() !== "");
  return {
    ...{ debriefId, title, minutes, place, attribution },
    startsAt: when === "now" ? Date.now() : momentOf({ date, time }),
    prompts: lines.length === 0 ? [title] : lines,
  };
}

/** When it begins by the clocks where the reader is; 0, which is refused, while it is not said. */
function momentOf(wall: { date: string; time: string }): number {
  return wall.date === "" || wall.time === "" ? 0 : toMoment(wall, ownZone());
}
