import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "react-router/dom";
import { LanguageProvider } from "../language/LanguageProvider";
import { queryClient } from "./queryClient";
import { router } from "./router";

/** Everything that every page stands in. */
export function App() {
  return (
    <QueryClientProvider client={queryClient}>
      <LanguageProvider>
        <RouterProvider router={router} />
      </LanguageProvider>
    </QueryClientProvider>
  );
}
