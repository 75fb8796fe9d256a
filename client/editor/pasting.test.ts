// @vitest-environment happy-dom
import { Editor } from "@tiptap/core";
import { afterEach, describe, expect, test } from "vitest";
import { checkRichText } from "#shared/richText/check";
import type { RichTextNode } from "#shared/richText/document";
import { editorOptions, makeExtensions } from "./extensions";
import { makePasting } from "./pasting";
import { fromGoogleDocs, fromWord } from "./pasting.fixtures";
import { checkWritten } from "./useWritten";

let editor: Editor;
const files: File[] = [];
let leftOut = 0;

function open(): Editor {
  files.length = 0;
  leftOut = 0;
  const hooks = {
    takeFiles: (taken: File[]) => void files.push(...taken),
    tellPicturesLeftOut: () => {
      leftOut += 1;
    },
  };
  editor = new Editor({
    element: document.body.appendChild(document.createElement("div")),
    extensions: [...makeExtensions(), makePasting(() => hooks)],
    ...editorOptions,
  });
  return editor;
}
afterEach(() => editor.destroy());

/** Pastes into an empty editor and gives what it then holds, which always passes the check. */
function paste(flavours: { html?: string; text?: string; files?: File[] }): string[] {
  const { view } = open();
  const data = new DataTransfer();
  if (flavours.html !== undefined) data.setData("text/html", flavours.html);
  if (flavours.text !== undefined) data.setData("text/plain", flavours.text);
  for (const file of flavours.files ?? []) data.items.add(file);
  view.dom.dispatchEvent(
    new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }),
  );
  const { document, refusal } = checkWritten(editor);
  expect(refusal).toBeUndefined();
  return document!.content.map(outline);
}

/** A node in a line: `p(one **two**)`. */
function outline(node: RichTextNode): string {
  const { type, attrs, marks = [], text, content = [] } = node;
  const inside = content.map(outline).join(SHORT[type] === "p" || type === "heading" ? "" : " ");
  if (type === "text")
    return marks.reduce(
      (words, mark) =>
        `${SIGNS[mark.type]}${words}${SIGNS[mark.type]}${mark.attrs ? `(${mark.attrs.href})` : ""}`,
      text!,
    );
  if (type === "hardBreak") return "⏎";
  const told = Object.entries(attrs ?? {}).filter(([name, value]) => !(value === 1 && name !== "level"));
  return `${SHORT[type] ?? type}${told.map(([, value]) => value).join(",")}(${inside})`;
}
const SHORT: Record<string, string> = {
  paragraph: "p",
  heading: "h",
  bulletList: "ul",
  orderedList: "ol",
  listItem: "li",
  blockquote: "q",
  table: "table",
  tableRow: "tr",
  tableCell: "td",
  tableHeader: "th",
  codeBlock: "code",
  horizontalRule: "hr",
};
const SIGNS: Record<string, string> = { bold: "**", italic: "_", strike: "~", code: "`", link: "§" };

describe("from Word", () => {
  test("headings, words, lists, links and tables stay, and nothing of the looks", () => {
    expect(paste({ html: fromWord })).toEqual([
      "h2(Survey plan)",
      "h2(What we ask)",
      "p(We ask **three** things, _briefly_, as §the guide§(https://alder.example/guide) says.)",
      "ul(li(p(Belonging) ul(li(p(on campus)) li(p(online)))) li(p(Safety)))",
      "ol3(li(p(Third)) li(p(Fourth)))",
      "table(tr(td(p(**Unit**)) td(p(**Count**))) tr(td(p(Library)) td(p(7))))",
      "p(See below.)",
    ]);
    expect(leftOut).toBe(1);
  });
});

describe("from Google Docs", () => {
  test("styles become marks, the false bold around everything goes, lists nest", () => {
    expect(paste({ html: fromGoogleDocs })).toEqual([
      "h2(Debrief)",
      "p(We were **clear** and _kind_, ~not late~.)",
      "p(§The notes§(https://birch.example/notes) hold more.)",
      "ul(li(p(First) ul(li(p(Within)))) li(p(Second)))",
      "table(tr(td(p(Campus)) td(p(Seats))))",
    ]);
  });
});

describe("from anywhere", () => {
  test("what could act is gone", () => {
    const html = `<p onclick="alert(1)" style="position:fixed">One <a href="javascript:alert(1)">two</a></p>
      <script>alert(1)</script><style>p{}</style><object data="https://evil.example"></object>
      <img src=x onerror=alert(1)><form action="https://evil.example"><input value="three"></form>
      <svg><script>alert(1)</script></svg><p>four</p>`;
    expect(paste({ html })).toEqual(["p(One two)", "p(four)"]);
    expect(leftOut).toBe(1);
  });

  test("our own parts come back whole, and forged ones do not", () => {
    const id = "01hf7yat00000000000000000a".slice(0, 26);
    const html = `<p data-pm-slice="1 1 []">To <span data-mention="person" data-id="${id}" data-label="Fay">@Fay</span>
      and <span data-mention="robot" data-id="1" data-label="R">@R</span></p>
      <img data-file-id="${id}" alt="A chart" width="30" height="20"><img data-file-id="../x" alt="no">`;
    const [first, ...rest] = paste({ html });
    expect(first).toContain(`mentionperson,${id},Fay()`);
    expect(first).not.toContain("robot");
    expect(rest).toEqual([`image${id},A chart,30,20()`]);
  });

  test("a table that is too wide says so and is not lost", () => {
    const { view } = open();
    const cells = "<td>x</td>".repeat(60);
    view.pasteHTML(`<table><tr>${cells}</tr></table>`);
    expect(checkRichText(editor.getJSON()).refusal?.sentence).toContain("at most 50 columns");
    expect(editor.getText()).toContain("x");
  });

  test("a picture alone is a file; a picture beside words is what the words look like", () => {
    const picture = new File(["x"], "chart.png", { type: "image/png" });
    expect(paste({ files: [picture] })).toEqual(["p()"]);
    expect(files.map(({ name }) => name)).toEqual(["chart.png"]);
    expect(paste({ files: [picture], text: "words", html: "<p>words</p>" })).toEqual(["p(words)"]);
    expect(files).toEqual([]);
  });
});

describe("plain words", () => {
  test("written as Markdown are read as it", () => {
    const text = [
      "# Plan",
      "",
      "We **must** [read](https://alder.example/a) `it` <b>now</b>.",
      "",
      "- one",
      "  - within",
      "- two",
      "",
      "3. three",
      "4. four",
      "",
      "> said",
      "",
      "```ts",
      "const a = <b>1</b>;",
      "```",
      "",
      "| a | b |",
      "|---|:-:|",
      "| 1 | 2 |",
      "",
      "![chart](https://evil.example/x.png) [bad](javascript:alert(1))",
      "",
      "---",
      "",
      "###### end",
    ].join("\n");
    expect(paste({ text }).filter((block) => block !== "p()")).toEqual([
      "h2(Plan)",
      "p(We **must** §read§(https://alder.example/a) `it` <b>now</b>.)",
      "ul(li(p(one) ul(li(p(within)))) li(p(two)))",
      "ol3(li(p(three)) li(p(four)))",
      "q(p(said))",
      "codets(const a = <b>1</b>;)",
      "table(tr(th(p(a)) th(p(b))) tr(td(p(1)) td(p(2))))",
      "p(§chart§(https://evil.example/x.png) bad)",
      "hr()",
      "h4(end)",
    ]);
  });

  test("stay words where only a little looks like it", () => {
    expect(paste({ text: "- one thing - 2 * 3 * 4\n#hashtag\n\nnext" })).toEqual([
      "p(- one thing - 2 * 3 * 4⏎#hashtag)",
      "p(next)",
    ]);
  });

  test("lose what no text can hold, and addresses become links", () => {
    expect(paste({ text: "a\u0000b\u000bc see (https://alder.example/a_(b))." })).toEqual([
      "p(abc see (§https://alder.example/a_(b)§(https://alder.example/a_(b))).)",
    ]);
  });
});
