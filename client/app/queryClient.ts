import { QueryClient } from "@tanstack/react-query";
import { ApiError } from "../http/ApiError";

/** Holds what comes from the server and is not live. Asks again only where that may help. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      retry: (failures, error) => failures < 2 && error instanceof ApiError && error.isPassing,
    },
    // Deeds are not repeated here: a form keeps what was typed and the person sends it again.
    mutations: { retry: false, networkMode: "always" },
  },
});
