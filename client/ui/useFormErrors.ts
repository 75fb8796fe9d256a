import { useCallback, useRef, useState } from "react";
import type * as z from "zod/mini";
import { ApiError } from "../http/ApiError";
import { useRefusal, useSentence } from "../language/useRefusal";

/**
 * What is wrong in a form, by the name of the field; `form` holds what belongs to none. Checks with the very schema
 * that the server parses by, and takes the server's own refusals in. After a check that fails, the first wrong field
 * has the focus.
 */
export function useFormErrors(knownFields: readonly string[]) {
  const form = useRef<HTMLFormElement>(null);
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const refusal = useRefusal();
  const sentence = useSentence();

  const mark = useCallback((found: Record<string, string>) => {
    setErrors(found);
    // After React has marked the fields.
    requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
  }, []);

  const check = useCallback(
    <Schema extends z.ZodMiniType>(schema: Schema, values: unknown): z.infer<Schema> | null => {
      const parsed = schema.safeParse(values);
      if (parsed.success) {
        setErrors({});
        return parsed.data;
      }
      const found: Record<string, string> = {};
      for (const issue of parsed.error.issues)
        found[String(issue.path[0] ?? "form")] ??= sentence(issue.message);
      mark(found);
      return null;
    },
    [mark, sentence],
  );

  const refuse = useCallback(
    (error: unknown) => {
      const found: Record<string, string> = {};
      for (const field of error instanceof ApiError ? error.fields : []) {
        const name = field.path.split(".")[0] ?? "";
        if (knownFields.includes(name)) found[name] ??= sentence(field.message);
      }
      if (Object.keys(found).length === 0) found.form = refusal(error);
      mark(found);
    },
    [mark, refusal, sentence, knownFields],
  );

  return { form, errors, check, mark, refuse };
}
