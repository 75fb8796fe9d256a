import { useQuery } from "@tanstack/react-query";
import { accountEndpoints, type SiteView } from "#shared/accounts/accounts.contract";
import { useRefusal } from "../language/useRefusal";
import { type MessageKey, useWords } from "../language/useWords";
import { CampusMark } from "../ui/CampusMark";
import { Face } from "../ui/Face";
import { showToast } from "../ui/toastStore";
import { siteQuery, useSigningIn } from "./accounts.queries";
import styles from "./Cast.module.css";

interface Props {
  onEntered: (next: string | null) => void;
}

/** In a demonstration, the people whom one can be with one click; nothing elsewhere. */
export function Cast({ onEntered }: Props) {
  const words = useWords();
  const refusal = useRefusal();
  const { data: site } = useQuery(siteQuery);
  const enter = useSigningIn(accountEndpoints.enter);
  if (!site || site.cast.length === 0) return null;
  const handleEnter = (key: string) =>
    enter.mutate(
      { key },
      {
        onSuccess: ({ next }) => onEntered(next),
        onError: (error) => showToast(refusal(error), { tone: "wrong" }),
      },
    );
  return (
    <section aria-labelledby="cast" className={styles.cast}>
      <h2 id="cast">{words("accounts.castTitle")}</h2>
      <p className="soft">{words("accounts.castText")}</p>
      <ul className={styles.people}>
        {site.cast.map((person) => (
          <CastMember key={person.key} person={person} isBusy={enter.isPending} onEnter={handleEnter} />
        ))}
      </ul>
      <p className={styles.tip}>{words("accounts.castTip")}</p>
    </section>
  );
}

/** What each of the fixed cast does, in the reader's language; somebody new is told in the server's words. */
const parts: Readonly<Record<string, MessageKey>> = {
  fay: "accounts.part.fay",
  max: "accounts.part.max",
  mia: "accounts.part.mia",
  ola: "accounts.part.ola",
  cora: "accounts.part.cora",
  stu: "accounts.part.stu",
  ada: "accounts.part.ada",
};

interface CastMemberProps {
  person: SiteView["cast"][number];
  isBusy: boolean;
  onEnter: (key: string) => void;
}

function CastMember({ person, isBusy, onEnter }: CastMemberProps) {
  const words = useWords();
  const part = parts[person.key];
  return (
    <li>
      <button
        type="button"
        className={styles.person}
        aria-disabled={isBusy || undefined}
        onClick={() => !isBusy && onEnter(person.key)}
      >
        <Face name={person.name} />
        <span className={styles.name}>{words("accounts.beSomeone", { name: person.name })}</span>
        <CampusMark campus={person.campus} />
        <span className={styles.part}>{part ? words(part) : person.part}</span>
      </button>
    </li>
  );
}
