// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import en from "../language/en.json";
import { useSingleKeysStore } from "../ui/singleKeysStore";
import { roomShortcuts, useShortcuts } from "./shortcuts";

afterEach(cleanup);

function Page({ onNext }: { onNext: () => void }) {
  useShortcuts({ n: onNext });
  return (
    <>
      <button type="button">Beside</button>
      <textarea aria-label="Words" />
    </>
  );
}

test("a single key acts while no field has the focus, and only by itself", () => {
  let moves = 0;
  render(<Page onNext={() => moves++} />);
  fireEvent.keyDown(document.body, { key: "n" });
  fireEvent.keyDown(screen.getByText("Beside"), { key: "N" });
  expect(moves).toBe(2);
  fireEvent.keyDown(screen.getByLabelText("Words"), { key: "n" });
  fireEvent.keyDown(document.body, { key: "n", ctrlKey: true });
  fireEvent.keyDown(document.body, { key: "n", metaKey: true });
  fireEvent.keyDown(document.body, { key: "x" });
  expect(moves).toBe(2);
});

test("letters are letters while a dialog is open", () => {
  let moves = 0;
  render(
    <>
      <Page onNext={() => moves++} />
      <div role="dialog" aria-label="Keys" />
    </>,
  );
  fireEvent.keyDown(document.body, { key: "n" });
  expect(moves).toBe(0);
});

test("every key of the room is explained once", () => {
  expect(new Set(roomShortcuts.map(({ keys }) => keys)).size).toBe(roomShortcuts.length);
  for (const { messageId } of roomShortcuts) expect(en[messageId]).toBeTruthy();
});

test("letters do nothing for whoever turned them off", () => {
  let moves = 0;
  render(<Page onNext={() => moves++} />);
  useSingleKeysStore.getState().turn(false);
  fireEvent.keyDown(document.body, { key: "n" });
  expect(moves).toBe(0);
  useSingleKeysStore.getState().turn(true);
  fireEvent.keyDown(document.body, { key: "n" });
  expect(moves).toBe(1);
});
