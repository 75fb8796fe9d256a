import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useRef, useState } from "react";
import type { Attribution } from "#shared/debriefs/debriefs.contract";
import { debriefEndpoints, type ScheduleInput } from "#shared/debriefs/debriefs.endpoints";
import { canScheduleDebrief } from "#shared/debriefs/debriefs.policy";
import { newId } from "#shared/ids";
import { toMoment } from "#shared/zonedTime";
import { useMe, useViewer } from "../accounts/accounts.queries";
import { call } from "../http/call";
import { useTime } from "../language/time";
import { useWords } from "../language/useWords";
import { Button } from "../ui/Button";
import { Dialog } from "../ui/Dialog";
import { TextField } from "../ui/Field";
import { showToast } from "../ui/toastStore";
import { AttributionField } from "./AttributionField";
import { debriefsOfQuery } from "./debriefs.queries";
import styles from "./ScheduleDebrief.module.css";
import { useRoomRefusal } from "./useRoomRefusal";

interface Props {
  conveningId: string;
}

/** A coordinator schedules their campus's debrief; nothing once it is scheduled. */
export function ScheduleDebrief({ conveningId }: Props) {
  const words = useWords();
  const viewer = useViewer();
  const campus = useMe()?.campus;
  const [isOpen, setIsOpen] = useState(false);
  const list = useInfiniteQuery(debriefsOfQuery(conveningId));
  const isKnown = list.data !== undefined && !list.hasNextPage;
  const isScheduled = list.data?.pages.some(({ items }) =>
    items.some((debrief) => debrief.campus?.id === campus?.id),
  );
  if (campus === undefined || !canScheduleDebrief(viewer, { campusId: campus.id })) return null;
  if (!isKnown || isScheduled) return null;
  return (
    <div className={styles.schedule}>
      <Button weight="first" onClick={() => setIsOpen(true)}>
        {words("debriefs.schedule.do", { campus: campus.name })}
      </Button>
      <Dialog
        title={words("debriefs.schedule.title", { campus: campus.name })}
        isOpen={isOpen}
        onClose={() => setIsOpen(false)}
        isDismissable={false}
      >
        <ScheduleForm conveningId={conveningId} campus={campus} onDone={() => setIsOpen(false)} />
      </Dialog>
    </div>
  );
}

interface FormProps extends Props {
  campus: { id: string; name: string; timeZone: string };
  onDone: () => void;
}

function ScheduleForm({ conveningId, campus, onDone }: FormProps) {
  const words = useWords();
  const time = useTime();
  const refusal = useRoomRefusal();
  const [fields, setFields] = useState({
    date: "",
    time: "",
    place: "",
    attribution: "named" as Attribution,
  });
  const change = (part: Partial<typeof fields>) => setFields((before) => ({ ...before, ...part }));
  const isTimed = fields.date !== "" && fields.time !== "";
  const startsAt = isTimed ? toMoment(fields, campus.timeZone) : null;
  const schedule = useSchedule(conveningId, onDone);
  const debriefId = useRef(newId());
  const isPast = startsAt !== null && startsAt < Date.now();

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (startsAt === null) return;
    const { place, attribution } = fields;
    schedule.mutate({
      debriefId: debriefId.current,
      conveningId,
      campusId: campus.id,
      startsAt,
      place,
      attribution,
    });
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <div className={styles.when}>
        <TextField
          label={words("debriefs.schedule.date")}
          type="date"
          required
          value={fields.date}
          onChange={(event) => change({ date: event.target.value })}
        />
        <TextField
          label={words("debriefs.schedule.time")}
          type="time"
          required
          value={fields.time}
          onChange={(event) => change({ time: event.target.value })}
        />
      </div>
      <p className="small soft">
        {words("debriefs.schedule.zone", {
          campus: campus.name,
          zone: time.zoneName(startsAt ?? Date.now(), campus.timeZone),
        })}{" "}
        {isPast && words("debriefs.schedule.past")}
      </p>
      <TextField
        label={words("debriefs.schedule.place")}
        hint={words("debriefs.schedule.placeHint")}
        maxLength={200}
        value={fields.place}
        onChange={(event) => change({ place: event.target.value })}
      />
      <AttributionField
        attribution={fields.attribution}
        onChange={(attribution) => change({ attribution })}
      />
      {schedule.error && (
        <p role="alert" className={styles.problem}>
          {refusal(schedule.error)}
        </p>
      )}
      <div className={styles.ends}>
        <Button weight="quiet" onClick={onDone}>
          {words("ui.close")}
        </Button>
        <Button type="submit" weight="first" isBusy={schedule.isPending}>
          {words("debriefs.schedule.confirm")}
        </Button>
      </div>
    </form>
  );
}

function useSchedule(conveningId: string, onDone: () => void) {
  const words = useWords();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (input: ScheduleInput) => call(debriefEndpoints.schedule, { input }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: debriefsOfQuery(conveningId).queryKey });
      await client.invalidateQueries({ queryKey: ["debriefs", "own"] });
      showToast(words("debriefs.schedule.done"));
      onDone();
    },
  });
}
