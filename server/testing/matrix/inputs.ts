import * as z from "zod/mini";
import type { Schema } from "#shared/http/endpoint";
import { newId } from "#shared/ids";

/** What fields of those names hold, wherever they stand. */
export type Fields = Record<string, unknown>;

interface JsonSchema {
  type?: string;
  enum?: unknown[];
  const?: unknown;
  anyOf?: JsonSchema[];
  properties?: Record<string, JsonSchema>;
  required?: string[];
  items?: JsonSchema;
  minimum?: number;
  exclusiveMinimum?: number;
  minLength?: number;
}

const descriptions = new WeakMap<Schema, JsonSchema>();

/**
 * Makes an input that the schema takes: fields of a known name from the table, the others from what the schema says.
 * Optional fields stay out. Throws where the schema wants something that neither of the two can tell.
 */
export function makeInput(schema: Schema | undefined, fields: Fields): unknown {
  if (schema === undefined) return undefined;
  const input = fill(describe(schema), "", fields);
  const parsed = schema.safeParse(input);
  if (!parsed.success) {
    const wrong = parsed.error.issues.map(({ path }) => path.join(".")).join(", ");
    throw new Error(`No valid input could be made: the matrix needs to be told what ${wrong} may hold.`);
  }
  return input;
}

/** The same input with every id that was taken from the table replaced by one of nothing at all. */
export function withUnknownIds<Given>(given: Given, known: ReadonlySet<string>): Given {
  if (typeof given === "string") return (known.has(given) ? newId() : given) as Given;
  if (typeof given !== "object" || given === null) return given;
  if (Array.isArray(given)) return given.map((item) => withUnknownIds(item, known)) as Given;
  const entries = Object.entries(given).map(([name, value]) => [name, withUnknownIds(value, known)]);
  return Object.fromEntries(entries) as Given;
}

/** A schema is described once, however often something is made of it. */
function describe(schema: Schema): JsonSchema {
  const known = descriptions.get(schema);
  if (known !== undefined) return known;
  const described = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as JsonSchema;
  descriptions.set(schema, described);
  return described;
}

function fill(schema: JsonSchema, name: string, fields: Fields): unknown {
  if (Object.hasOwn(fields, name)) return fields[name];
  if (schema.anyOf) return fill(schema.anyOf[0] as JsonSchema, name, fields);
  if (schema.enum) return schema.enum[0];
  if (schema.const !== undefined) return schema.const;
  switch (schema.type) {
    case "object":
      return Object.fromEntries(
        (schema.required ?? []).map((key) => [key, fill(schema.properties?.[key] ?? {}, key, fields)]),
      );
    case "array":
      return [];
    case "boolean":
      return true;
    case "integer":
    case "number":
      return Math.max(schema.minimum ?? 0, (schema.exclusiveMinimum ?? -1) + 1);
    case "string":
      return name.endsWith("Id") ? newId() : "word".repeat(Math.ceil((schema.minLength ?? 4) / 4));
    default:
      return undefined;
  }
}
