import { useEffect, useRef } from "react";
import { type FileRefusal, fileRefusals } from "#shared/files/refusals";
import { useRefusal, useSentence } from "../language/useRefusal";
import { useWords } from "../language/useWords";
import { announce } from "../ui/announcerStore";
import { Button } from "../ui/Button";
import styles from "./UploadList.module.css";
import type { UploadState, useUploads } from "./useUploads";

interface Props {
  list: ReturnType<typeof useUploads>;
  onInsert: (upload: UploadState) => void;
}

/** What is on its way to the text, how far it has come, and what can be done about it. */
export function UploadList({ list, onInsert }: Props) {
  const words = useWords();
  if (list.uploads.length === 0) return null;
  return (
    <ul className={styles.list} aria-label={words("files.onTheirWay")}>
      {list.uploads.map((upload) => (
        <UploadRow key={upload.id} upload={upload} list={list} onInsert={onInsert} />
      ))}
    </ul>
  );
}

function UploadRow({ upload, list, onInsert }: Props & { upload: UploadState }) {
  const words = useWords();
  const { name, size, sent, step } = upload;
  const said = useStepWords(upload);
  const told = useRef(step);
  useEffect(() => {
    if (told.current === step || step === "sending") return;
    told.current = step;
    announce(`${name}: ${said}`, step === "refused" ? "assertive" : "polite");
  }, [step, name, said]);
  return (
    <li className={styles.row} data-step={step}>
      <bdi className={styles.name}>{name}</bdi>
      <span className={styles.said}>{said}</span>
      {step !== "refused" && step !== "ready" && (
        <progress
          className={styles.bar}
          max={size}
          value={sent}
          aria-label={words("files.progress", { name })}
        />
      )}
      <span className={styles.ends}>
        <UploadDeeds upload={upload} list={list} onInsert={onInsert} />
      </span>
    </li>
  );
}

function UploadDeeds({ upload, list, onInsert }: Props & { upload: UploadState }) {
  const words = useWords();
  const { id, name, step } = upload;
  return (
    <>
      {(step === "sending" || step === "waiting") && (
        <Button size="small" onClick={() => list.pause(id)} aria-label={words("files.pauseOf", { name })}>
          {words("files.pause")}
        </Button>
      )}
      {step === "paused" && (
        <Button size="small" onClick={() => list.resume(id)} aria-label={words("files.resumeOf", { name })}>
          {words("files.resume")}
        </Button>
      )}
      {step === "ready" && (
        <Button size="small" onClick={() => onInsert(upload)}>
          {words(upload.file?.picture ? "files.describe" : "files.insert")}
        </Button>
      )}
      <Button
        size="small"
        weight="quiet"
        onClick={() => (step === "refused" ? list.forget(id) : list.cancel(id))}
        aria-label={step === "refused" ? undefined : words("files.cancelOf", { name })}
      >
        {words(step === "refused" ? "ui.close" : "files.cancel")}
      </Button>
    </>
  );
}

function useStepWords({ step, sent, size, problem }: UploadState): string {
  const words = useWords();
  const refusal = useRefusal();
  const sentence = useSentence();
  if (step === "sending") return words("files.sending", { share: sent / Math.max(1, size) });
  if (step !== "refused") return words(`files.step.${step}`);
  return typeof problem === "string" ? sentence(fileRefusals[problem as FileRefusal]) : refusal(problem);
}
