// @vitest-environment happy-dom
import { act, cleanup, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ApiError } from "../http/ApiError";
import { loadCatalogue } from "./catalogues";
import { LanguageProvider } from "./LanguageProvider";
import { useLanguageStore } from "./languageStore";
import { useRefusal } from "./useRefusal";

beforeEach(async () => {
  await Promise.all([loadCatalogue("en"), loadCatalogue("es")]);
});
afterEach(cleanup);

function Refusal({ error }: { error: unknown }) {
  return <output>{useRefusal()(error)}</output>;
}

function said(error: unknown, language: "en" | "es"): string | null {
  act(() => useLanguageStore.setState({ language }));
  render(
    <LanguageProvider>
      <Refusal error={error} />
    </LanguageProvider>,
  );
  return screen.getByRole("status").textContent;
}

const refusal = (code: string, message: string, retryAfter?: number) =>
  new ApiError(409, { code, message, ...(retryAfter === undefined ? {} : { retryAfter }) });

test("the server's own sentence is said in English", () => {
  expect(said(refusal("closed", "The room is closed. What you wrote is kept on your device."), "en")).toBe(
    "The room is closed. What you wrote is kept on your device.",
  );
});

test("and in Spanish where it is known there", () => {
  expect(said(refusal("closed", "The room is closed. What you wrote is kept on your device."), "es")).toBe(
    "La sala está cerrada. Lo que escribió se conserva en su dispositivo.",
  );
});

test("a sentence that Spanish does not know is said in general, not in English", () => {
  expect(said(refusal("notFound", "No such thing as this."), "es")).toMatch(/^Eso no está aquí/);
});

test("waiting is told in seconds, and in minutes once it is long", () => {
  expect(said(refusal("tooMany", "Wait.", 30), "en")).toContain("in 30 seconds");
  cleanup();
  expect(said(refusal("tooMany", "Wait.", 600), "en")).toContain("in 10 minutes");
});

test("a fault of the page itself is not shown in its own words", () => {
  expect(said(new TypeError("x is undefined"), "en")).toMatch(/^Something went wrong on our side/);
});

test("what is wrong with a text is said in Spanish too, with the name of the part as it is", () => {
  expect(said(refusal("invalid", "That cannot stand there: marks on image."), "es")).toBe(
    "Eso no puede estar ahí: marks on image.",
  );
  cleanup();
  const wide = "A table has at most 50 columns. Leave some out, or add it as a file.";
  expect(said(refusal("invalid", wide), "es")).toMatch(/^Una tabla tiene como máximo 50 columnas/);
});
