import { useTime } from "../language/time";
import { useWords } from "../language/useWords";
import { postAt } from "./heldPosts";
import { useThreadPage } from "./threadPage";
import { useThreadView } from "./useThreadRoom";

/** Says a place in words: `17 of 38`, and when it was said there where that is known. */
export function usePlaceWords() {
  const words = useWords();
  const time = useTime();
  const last = useThreadPage(({ shown }) => shown - 1);
  const posts = useThreadView((view) => view.posts);
  return {
    last,
    short: (place: number) =>
      place === 0 ? words("forums.place.opening") : words("forums.place.of", { place, last }),
    when: (place: number) => {
      const post = postAt(posts, place);
      return post === undefined ? "" : time.ago(post.at);
    },
  };
}
