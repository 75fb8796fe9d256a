/**
 * What Unicode says of characters, as text indexes need it. The tables stand here, and are not asked of the
 * JavaScript engine, because an index that was built under one version of Node must read the same under another.
 */

/** Between words: white space, dashes, quotation marks, punctuation that ends, and the syntax of patterns. */
export const delimiters =
  "9-d 20-2f 3a-40 5b-5e 60 7b-7e 85 a0-a7 a9 ab-ae b0-b1 b6 bb bf d7 f7 37e 387 589-58a 5be 5c3 60c 61b " +
  "61d-61f 6d4 700-70a 70c 7f8-7f9 830-835 837-83e 85e 964-965 e5a-e5b f08 f0d-f12 104a-104b 1361-1368 1400 " +
  "166e 1680 16eb-16ed 1735-1736 17d4-17d6 17da 1802-1806 1808-1809 1944-1945 1aa8-1aab 1b4e-1b4f 1b5a-1b5b " +
  "1b5d-1b5f 1b7d-1b7f 1c3b-1c3f 1c7e-1c7f 2000-200a 2010-2029 202f-203e 2041-2053 2055-205f 207b 208b " +
  "2190-245f 2500-2775 2794-2bff 2cf9-2cfb 2e00-2e7f 3000-3003 3008-3020 3030 30a0 30fb a4fe-a4ff a60d-a60f " +
  "a6f3-a6f7 a876-a877 a8ce-a8cf a92f a9c7-a9c9 aa5d-aa5f aadf aaf0-aaf1 abeb fd3e-fd3f fe12 fe15-fe16 " +
  "fe31-fe32 fe41-fe46 fe50-fe52 fe54-fe58 fe63 ff01-ff02 ff07 ff0c-ff0e ff1a-ff1b ff1f ff61-ff65 1039f " +
  "103d0 10857 1091f 10a56-10a57 10af0-10af5 10b3a-10b3f 10b99-10b9c 10d6e 10ead 10f55-10f59 10f86-10f89 " +
  "11047-1104d 110be-110c1 11141-11143 111c5-111c6 111cd 111de-111df 11238-1123c 112a9 113d4-113d5 " +
  "1144b-1144d 1145a-1145b 115c2-115c5 115c9-115d7 11641-11642 1173c-1173e 11944 11946 11a42-11a43 " +
  "11a9b-11a9c 11aa1-11aa2 11c41-11c43 11c71 11ef7-11ef8 11f43-11f44 12470-12474 16a6e-16a6f 16af5 " +
  "16b37-16b39 16b44 16d6e-16d6f 16e97-16e98 1bc9f 1da87-1da8a";

const diacritics = classOf(
  "5e 60 a8 af b4 b7-b8 2b0-34e 350-357 35d-362 374-375 37a 384-385 483-487 559 591-5bd 5bf 5c1-5c2 5c4-5c5 " +
    "5c7 64b-652 657-658 6df-6e0 6e5-6e6 6ea-6ec 730-74a 7a6-7b0 7eb-7f5 818-819 898-89f 8c9-8d2 8e3-8fe 93c " +
    "94d 951-954 971 9bc 9cd a3c a4d abc acd afd-aff b3c b4d b55 bcd c3c c4d cbc ccd d3b-d3c d4d dca e3a " +
    "e47-e4c e4e eba ec8-ecc f18-f19 f35 f37 f39 f3e-f3f f82-f84 f86-f87 fc6 1037 1039-103a 1063-1064 " +
    "1069-106d 1087-108d 108f 109a-109b 135d-135f 1714-1715 1734 17c9-17d3 17dd 1939-193b 1a60 1a75-1a7c 1a7f " +
    "1ab0-1abe 1ac1-1acb 1acf-1add 1ae0-1aeb 1b34 1b44 1b6b-1b73 1baa-1bab 1be6 1bf2-1bf3 1c36-1c37 1c78-1c7d " +
    "1cd0-1ce8 1ced 1cf4 1cf7-1cf9 1d2c-1d6a 1d9b-1dbe 1dc4-1dcf 1df5-1dff 1fbd 1fbf-1fc1 1fcd-1fcf 1fdd-1fdf " +
    "1fed-1fef 1ffd-1ffe 2cef-2cf1 2e2f 302a-302f 3099-309c 30fc a66f a67c-a67d a67f a69c-a69d a6f0-a6f1 " +
    "a700-a721 a788-a78a a7f1 a7f8-a7f9 a806 a82c a8c4 a8e0-a8f1 a92b-a92e a953 a9b3 a9c0 a9e5 aa7b-aa7d " +
    "aabf-aac2 aaf6 ab5b-ab5f ab69-ab6b abec-abed fb1e fe20-fe2f ff3e ff40 ff70 ff9e-ff9f ffe3 102e0 " +
    "10780-10785 10787-107b0 107b2-107ba 10a38-10a3a 10a3f 10ae5-10ae6 10d22-10d27 10d4e 10d69-10d6d 10efa " +
    "10efd-10eff 10f46-10f50 10f82-10f85 11046 11070 110b9-110ba 11133-11134 11173 111c0 111ca-111cc " +
    "11235-11236 112e9-112ea 1133b-1133c 1134d 11366-1136c 11370-11374 113ce-113d0 113d2-113d3 113e1-113e2 " +
    "11442 11446 114c2-114c3 115bf-115c0 1163f 116b6-116b7 1172b 11839-1183a 1193d-1193e 11943 119e0 11a34 " +
    "11a47 11a99 11c3f 11d42 11d44-11d45 11d97 11dd9 11f41-11f42 11f5a 13447-13455 1612f 16af0-16af4 " +
    "16b30-16b36 16d6b-16d6c 16f8f-16f9f 16ff0-16ff1 1aff0-1aff3 1aff5-1affb 1affd-1affe 1cf00-1cf2d " +
    "1cf30-1cf46 1d167-1d169 1d16d-1d172 1d17b-1d182 1d185-1d18b 1d1aa-1d1ad 1e030-1e06d 1e130-1e136 1e2ae " +
    "1e2ec-1e2ef 1e5ee-1e5ef 1e8d0-1e8d6 1e944-1e946 1e948-1e94a",
);

/** A class for regular expressions out of ranges of code points in hexadecimal. */
export function classOf(ranges: string): string {
  return ranges
    .split(" ")
    .map((range) => range.replace(/[0-9a-f]+/g, "\\u{$&}"))
    .join("");
}

const ascii = /^[\0-\x7f]*$/;
const pureDiacritic = new RegExp(`[${diacritics}]`, "gu");
const lowered = new Map<string, string>();
const bared = new Map<string, string>();

/** In lower case, character by character: no letter changes because of its neighbours. */
export function toLower(text: string): string {
  return ascii.test(text) ? text.toLowerCase() : mapped(text, lowered, lowerOf);
}

/** Without diacritics: "Señor" becomes "Senor". */
export function withoutDiacritics(text: string): string {
  return ascii.test(text) ? text.replace(/[\^`]/g, "") : mapped(text, bared, bareOf);
}

function mapped(text: string, known: Map<string, string>, of: (character: string) => string): string {
  let result = "";
  for (const character of text) {
    let changed = known.get(character);
    if (changed === undefined) {
      changed = of(character);
      known.set(character, changed);
    }
    result += changed;
  }
  return result;
}

/** Through upper case, so that letters with two small forms (σ and ς) become one. */
function lowerOf(character: string): string {
  const upper = character.toUpperCase();
  const isOne = [...upper].length === 1 && character !== "ı";
  const lower = (isOne ? upper : character).toLowerCase();
  return [...lower].length === 1 ? lower : character;
}

function bareOf(character: string): string {
  if (character.replace(pureDiacritic, "") === "") return "";
  const bare = character.normalize("NFD").replace(pureDiacritic, "").normalize("NFC");
  return [...bare].length === 1 ? bare : character;
}
