/** A table's records, and whether a quotation mark at its end was never closed. */
export interface Table {
  records: string[][];
  isCut: boolean;
}

/**
 * Reads a table as spreadsheets write it (RFC 4180): fields in quotation marks may hold anything, and such a mark is
 * written twice. The first line tells whether commas, semicolons or tabs part the fields.
 */
export function readCsv(text: string): Table {
  const comma = separatorOf(text);
  const records: string[][] = [];
  let record: string[] = [];
  let field = "";
  let isQuoted = false;
  const endField = () => {
    record.push(field);
    field = "";
  };
  for (let at = 0; at < text.length; at++) {
    const sign = text[at]!;
    if (isQuoted) {
      if (sign !== '"') field += sign;
      else if (text[at + 1] === '"') field += text[++at];
      else isQuoted = false;
    } else if (sign === '"' && field === "") isQuoted = true;
    else if (sign === comma) endField();
    else if (sign === "\n" || sign === "\r") {
      if (sign === "\r" && text[at + 1] === "\n") at += 1;
      endField();
      records.push(record);
      record = [];
    } else field += sign;
  }
  if (field !== "" || record.length > 0) {
    endField();
    records.push(record);
  }
  return { records, isCut: isQuoted };
}

function separatorOf(text: string): string {
  const [first = ""] = text.split(/\r|\n/, 1);
  const counts = [",", ";", "\t"].map((sign) => ({ sign, times: first.split(sign).length }));
  return counts.reduce((most, one) => (one.times > most.times ? one : most)).sign;
}
