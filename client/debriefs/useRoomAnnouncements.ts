import { useEffect, useRef } from "react";
import { isHolding } from "#shared/debriefs/debriefs.policy";
import { inLanguage } from "#shared/languages";
import { useMe } from "../accounts/accounts.queries";
import { useLanguage, useWords } from "../language/useWords";
import { announce } from "../ui/announcerStore";
import { useBreathSentence } from "./useBreath";
import { useView } from "./useDebriefRoom";
import { useTimeLeft } from "./useTimeLeft";

/** Tells those who listen to the page what everybody sees change on the stage; remarks are left for them to read. */
export function useRoomAnnouncements(): void {
  useStageAnnouncement();
  useTimeAnnouncement();
  useFloorAnnouncement();
  useBreathAnnouncement();
  useHoldingAnnouncement();
}

function useStageAnnouncement() {
  const words = useWords();
  const language = useLanguage();
  const stage = useView(({ stage }) => stage);
  const segment = useView(({ segments, position }) => segments[position.segment] ?? null);
  const text =
    stage === "live" && segment
      ? words("debriefs.say.segment", {
          title: inLanguage(segment.title, language),
          prompt: inLanguage(segment.prompt, language),
        })
      : words(`debriefs.stagePrompt.${stage}`);
  useSayWhenChanged(`${stage} ${segment?.id}`, text);
}

function useTimeAnnouncement() {
  const words = useWords();
  const timer = useView(({ position }) => position.timer);
  const left = useTimeLeft(timer);
  const isRunning = timer.endsAt !== null && left !== null;
  const mark = !isRunning || left > 60_000 ? "none" : left > 0 ? "oneMinute" : "over";
  useSayWhenChanged(mark, mark === "none" ? "" : words(`debriefs.say.${mark}`));
}

function useFloorAnnouncement() {
  const words = useWords();
  const personId = useMe()?.personId;
  const isMine = useView(({ floor }) => floor !== null && floor.personId === personId);
  const isFree = useView(({ floor }) => floor === null);
  const text = isMine ? words("debriefs.say.yourFloor") : isFree ? words("debriefs.say.floorFree") : "";
  useSayWhenChanged(String(isMine), text, "assertive");
}

function useBreathAnnouncement() {
  const words = useWords();
  const sentence = useBreathSentence();
  const text =
    sentence === null ? words("debriefs.say.goesOn") : `${sentence} ${words("debriefs.breath.note")}`;
  useSayWhenChanged(String(sentence !== null), text, "assertive");
}

function useHoldingAnnouncement() {
  const words = useWords();
  const isHeld = useView(isHolding);
  useSayWhenChanged(String(isHeld), isHeld ? words("debriefs.holding.note") : "");
}

/** Says it when it becomes so, not when it was so already as one came in. */
function useSayWhenChanged(state: string, text: string, urgency: "polite" | "assertive" = "polite"): void {
  const known = useRef(state);
  useEffect(() => {
    if (known.current === state) return;
    known.current = state;
    if (text !== "") announce(text, urgency);
  }, [state, text, urgency]);
}
