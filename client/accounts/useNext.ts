import { useCallback } from "react";
import { useNavigate, useSearchParams } from "react-router";

/** Where to go on to once signed in: what the address of this page asks for, if it is a path of this site. */
export function useNext(): string | null {
  const [search] = useSearchParams();
  const next = search.get("next");
  return next && PATH.test(next) ? next : null;
}

/** Goes on to where one wanted to be, or to Today. */
export function useGoOn(): (next: string | null) => void {
  const navigate = useNavigate();
  const asked = useNext();
  return useCallback((next) => void navigate(next ?? asked ?? "/", { replace: true }), [navigate, asked]);
}

/** Adds the place to go on to to a link between the pages before one is inside. */
export function withNext(path: string, next: string | null): string {
  return next ? `${path}?${new URLSearchParams({ next })}` : path;
}

/** As `signUpInput.next` has it: never another site's. */
const PATH = /^\/(?![/\\])[^\s\\]*$/;
