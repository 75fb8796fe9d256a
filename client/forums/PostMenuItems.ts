import { createContext, useContext } from "react";
import type { PostView } from "#shared/forums/threads.contract";
import type { MenuItem } from "../ui/Menu";

/** What other features let people do with a post. Whoever puts the features together says what that is. */
export type PostMenuItems = (post: PostView) => MenuItem[];

export const PostMenuItemsContext = createContext<PostMenuItems>(() => []);

export function usePostMenuItems(): PostMenuItems {
  return useContext(PostMenuItemsContext);
}
