import type { GuideView } from "#shared/convenings/convenings.contract";
import { inLanguage } from "#shared/languages";
import { useLanguage, useWords } from "../language/useWords";
import { Line, LineNode } from "../ui/Line";
import styles from "./Guide.module.css";

interface Props {
  guide: GuideView;
}

/** The agenda of the campus debriefs: segment by segment, each with its prompt and its minutes. */
export function Guide({ guide }: Props) {
  const words = useWords();
  const language = useLanguage();
  const minutes = guide.segments.reduce((sum, segment) => sum + segment.minutes, 0);
  return (
    <section aria-labelledby="guide">
      <h2 id="guide" className={styles.title}>
        {words("convenings.guide", { minutes })}
      </h2>
      <Line>
        {guide.segments.map((segment) => (
          <LineNode
            key={segment.id}
            state="later"
            end={
              <span>
                {segment.minutes}
                <abbr title={words("convenings.minutes")} className={styles.unit}>
                  {words("convenings.min")}
                </abbr>
              </span>
            }
          >
            <h3>{inLanguage(segment.title, language)}</h3>
            <p className={styles.prompt}>{inLanguage(segment.prompt, language)}</p>
          </LineNode>
        ))}
      </Line>
    </section>
  );
}
