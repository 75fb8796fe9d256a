import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useId } from "react";
import { useIntl } from "react-intl";
import type { FileView } from "#shared/files/files.contract";
import { type FileRefusal, fileRefusals } from "#shared/files/refusals";
import { useRefusal, useSentence } from "../language/useRefusal";
import { useWords } from "../language/useWords";
import { fileUrl } from "../richText/paths";
import { Button } from "../ui/Button";
import { ErrorState } from "../ui/ErrorState";
import { Page } from "../ui/Page";
import { PageTitle } from "../ui/PageTitle";
import { ShowMore } from "../ui/ShowMore";
import { Skeleton } from "../ui/Skeleton";
import { showToast } from "../ui/toastStore";
import styles from "./FilesPage.module.css";
import { allowanceQuery, filesQuery, useRemoveFile } from "./files.queries";

/** What one has brought, how much room is left, and a way to let go of what stands nowhere. */
export function FilesPage() {
  const words = useWords();
  const list = useInfiniteQuery(filesQuery);
  const files = list.data?.pages.flatMap(({ items }) => items);
  return (
    <Page width="narrow">
      <PageTitle title={words("files.title")} />
      <h1>{words("files.title")}</h1>
      <p className="soft">{words("files.lead")}</p>
      <Room />
      {files === undefined && list.error === null && <Skeleton lines={4} />}
      {list.error !== null && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
      {files?.length === 0 && <p>{words("files.none")}</p>}
      <ul className={styles.list}>
        {files?.map((file) => (
          <FileRow key={file.id} file={file} />
        ))}
      </ul>
      <ShowMore list={list} />
    </Page>
  );
}

function Room() {
  const words = useWords();
  const size = useSize();
  const id = useId();
  const { data } = useQuery(allowanceQuery);
  if (data === undefined) return null;
  return (
    <p className={styles.room}>
      <span id={id}>{words("files.room", { used: size(data.used), quota: size(data.quota) })}</span>
      <meter className={styles.meter} aria-labelledby={id} min={0} max={data.quota} value={data.used} />
    </p>
  );
}

function FileRow({ file }: { file: FileView }) {
  const words = useWords();
  const size = useSize();
  const said = useStanding(file);
  const refusal = useRefusal();
  const remove = useRemoveFile();
  const { id, name, state } = file;
  const shownName = <bdi>{name}</bdi>;
  const handleRemove = () =>
    remove.mutate(id, {
      onSuccess: () => showToast(words("files.removed", { name })),
      onError: (error) => showToast(refusal(error), { tone: "wrong" }),
    });
  return (
    <li className={styles.row}>
      <span className={styles.name}>
        {state === "ready" ? (
          <a href={fileUrl(id)} download={name}>
            {shownName}
          </a>
        ) : (
          shownName
        )}
      </span>
      <span className={styles.said}>
        {size(file.size)} · {said}
      </span>
      {!file.isUsed && (
        <Button
          size="small"
          isBusy={remove.isPending}
          aria-label={words("files.removeOf", { name })}
          onClick={handleRemove}
        >
          {words("files.remove")}
        </Button>
      )}
    </li>
  );
}

function useStanding({ state, refusal, isUsed }: FileView): string {
  const words = useWords();
  const sentence = useSentence();
  if (state === "refused") return sentence(fileRefusals[refusal as FileRefusal]);
  if (state === "arriving") return words("files.arriving");
  return words(isUsed ? "files.used" : "files.unused");
}

/** Bytes as people say them. */
function useSize(): (bytes: number) => string {
  const { formatNumber } = useIntl();
  return (bytes) => {
    const unit = bytes < 1_000_000 ? "kilobyte" : "megabyte";
    const value = bytes / (unit === "kilobyte" ? 1_000 : 1_000_000);
    return formatNumber(value, { style: "unit", unit, maximumFractionDigits: value < 10 ? 1 : 0 });
  };
}
