import { useQuery } from "@tanstack/react-query";
import { useRefusal } from "../language/useRefusal";
import { useWords } from "../language/useWords";
import { announce } from "../ui/announcerStore";
import { showToast } from "../ui/toastStore";
import { type Followable, followsQuery, useFollow } from "./follows.queries";
import { LevelMenu } from "./LevelMenu";

interface Props extends Followable {
  /** The space's title, the tag or the person's name. */
  name: string;
}

/** How closely one follows a space, a tag or a person. */
export function FollowPlace({ kind, targetId, name }: Props) {
  const words = useWords();
  const refusal = useRefusal();
  const follows = useQuery(followsQuery).data;
  const follow = useFollow();
  const own = follows?.find((one) => one.kind === kind && one.targetId === targetId);
  const chosen = follow.isPending ? follow.variables.level : (own?.level ?? "normal");
  return (
    <LevelMenu
      of="many"
      level={chosen}
      label={words("forums.followPlace.label", { name, level: words(`forums.follow.${chosen}`) })}
      onChoose={(level) =>
        follow.mutate(
          { kind, targetId, level },
          {
            onSuccess: () => announce(words(`forums.follow.${level}`)),
            onError: (error) => showToast(refusal(error), { tone: "wrong" }),
          },
        )
      }
    />
  );
}
