import { Suspense, useEffect, useRef } from "react";
import { useParams } from "react-router";
import { useWords } from "../language/useWords";
import { PageTitle } from "../ui/PageTitle";
import { usePlaceStore } from "../ui/placeStore";
import { partAfterDigest } from "./afterDigest";
import { BeforeRoom } from "./BeforeRoom";
import { Composer } from "./Composer";
import styles from "./DebriefRoom.module.css";
import { Facilitating } from "./Facilitating";
import { Hands, useOwnHand } from "./Hands";
import { JoinHere } from "./JoinHere";
import { LateDigest, useDigestInTime } from "./LateDigest";
import { PendingRemarks } from "./PendingRemarks";
import { PeopleHere } from "./PeopleHere";
import { PhoneTabs } from "./PhoneTabs";
import { PrivateLine } from "./PrivateLine";
import { RoomGate } from "./RoomGate";
import { RoomGuide } from "./RoomGuide";
import { StagePrompt } from "./StagePrompt";
import { Remarks, Stream, type StreamHandle } from "./Stream";
import { useShortcuts } from "./shortcuts";
import { useSayingAfterBreath } from "./useBreath";
import { useView } from "./useDebriefRoom";
import { useHearingOfOwn } from "./useHearingOfOwn";
import { useRoomAnnouncements } from "./useRoomAnnouncements";

/** One campus cohort, one convening, one hour, live. */
export function DebriefRoom() {
  const { debriefId = "" } = useParams();
  return (
    <RoomGate key={debriefId} debriefId={debriefId}>
      <Room />
    </RoomGate>
  );
}

function Room() {
  const stage = useView(({ stage }) => stage);
  const words = useWords();
  const title = useView(({ title }) => title);
  const groupName = useView(({ group }) => group?.name);
  useRoomAnnouncements();
  useDigestInTime(stage === "live");
  useSayingAfterBreath();
  useHearingOfOwn();
  useEffect(() => {
    usePlaceStore.setState({ place: groupName ? "/groups" : null });
    return () => usePlaceStore.setState({ place: null });
  }, [groupName]);
  return (
    <>
      <PageTitle title={groupName ? `${title} · ${groupName}` : words("debriefs.title", { title })} />
      {stage === "scheduled" ? <BeforeRoom /> : stage === "closed" ? <ClosedRoom /> : <OpenRoom />}
    </>
  );
}

/** Guide, stage, people: three columns, two, or one with sheets, as the screen allows. */
function OpenRoom() {
  const words = useWords();
  const stage = useView(({ stage }) => stage);
  const stream = useRef<StreamHandle>(null);
  const { toggle } = useOwnHand();
  useShortcuts({
    c: () => document.getElementById("remark")?.focus(),
    h: toggle,
    j: () => stream.current?.step(1),
    k: () => stream.current?.step(-1),
    e: () => stream.current?.goToEnd(),
  });
  return (
    <div className={styles.room}>
      <section className={styles.guide} aria-label={words("debriefs.guide.label")}>
        <RoomGuide />
        <JoinHere />
      </section>
      <section className={styles.stage} aria-label={words("debriefs.stage.label")}>
        <StagePrompt />
        {stage === "closing" ? <Closing /> : <Stream ref={stream} />}
        <PrivateLine place="stage" />
        <Composer onSaid={() => requestAnimationFrame(() => stream.current?.goToEnd())} />
        <Facilitating />
        <PhoneTabs />
      </section>
      <aside className={styles.side} aria-label={words("debriefs.side.label")}>
        <div className={styles.block}>
          <Hands />
        </div>
        <div className={styles.block}>
          <PeopleHere />
        </div>
      </aside>
    </div>
  );
}

/** The digest, with everything that was said beneath it. */
function Closing() {
  const words = useWords();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard.
    <section className={styles.closing} tabIndex={0} aria-label={words("debriefs.record.label")}>
      <div>
        <LateDigest />
        <h2 className={styles.heading}>{words("debriefs.record.heading")}</h2>
        <Remarks />
        <PendingRemarks />
      </div>
    </section>
  );
}

/** The room after its hour: its digest and its record, to be read by the people of the room. */
function ClosedRoom() {
  const words = useWords();
  return (
    <div className={styles.closed}>
      <div className={styles.page}>
        <section className={styles.record} aria-label={words("debriefs.record.label")}>
          <StagePrompt />
          <LateDigest />
          <Suspense>
            <AfterDigest />
          </Suspense>
          <h2 className={styles.heading}>{words("debriefs.record.heading")}</h2>
          <Remarks />
          <PendingRemarks />
        </section>
        <section className={styles.aside} aria-label={words("debriefs.guide.label")}>
          <RoomGuide />
          <PrivateLine place="people" />
          <PrivateLine place="stage" />
        </section>
      </div>
      <Facilitating />
    </div>
  );
}

function AfterDigest() {
  const debriefId = useView(({ id }) => id);
  const conveningId = useView((view) => view.conveningId);
  const groupId = useView(({ group }) => group?.id ?? null);
  const Part = partAfterDigest();
  return Part && <Part debriefId={debriefId} conveningId={conveningId} groupId={groupId} />;
}
