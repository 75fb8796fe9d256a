import * as z from "zod/mini";
import { apiError } from "#shared/http/apiError";
import type { Endpoint } from "#shared/http/endpoint";

/** Describes the doors as an OpenAPI 3.1 document, from the same values that mount them. */
export function toOpenApi(endpoints: readonly Endpoint[]) {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const door of endpoints) {
    const path = door.path.replace(/:(\w+)/g, "{$1}");
    paths[path] ??= {};
    paths[path][door.method.toLowerCase()] = toOperation(door);
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Throughline",
      version: "1",
      description: "The doors that the browser uses. Sessions are cookies.",
    },
    components: { schemas: { Error: toJsonSchema(apiError, "output") } },
    paths,
  };
}

function toOperation(door: Endpoint) {
  const isQuery = door.method === "GET";
  const input = door.input && toJsonSchema(door.input, "input");
  const query = isQuery && input ? toQueryParameters(input) : [];
  return {
    summary: door.summary,
    description: `Policy: ${door.policy.name}, asked about ${door.about}.`,
    parameters: [...pathParameters(door.path), ...query],
    ...(!isQuery && input ? { requestBody: { required: true, content: json(input) } } : {}),
    responses: {
      "200": { description: "Done.", content: toContent(door) },
      default: { description: "Refused.", content: json({ $ref: "#/components/schemas/Error" }) },
    },
  };
}

function toContent({ reply, replyType }: Endpoint) {
  const schema = toJsonSchema(reply, "output");
  return replyType === undefined ? json(schema) : { [replyType]: { schema } };
}

function pathParameters(path: string) {
  return [...path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string" },
  }));
}

function toQueryParameters(input: JsonSchema) {
  return Object.entries(input.properties ?? {}).map(([name, schema]) => ({
    name,
    in: "query",
    required: input.required?.includes(name) ?? false,
    schema,
  }));
}

interface JsonSchema {
  properties?: Record<string, unknown>;
  required?: string[];
}

function toJsonSchema(schema: z.ZodMiniType, io: "input" | "output"): JsonSchema {
  const { $schema: _, ...described } = z.toJSONSchema(schema, { io, unrepresentable: "any" }) as Record<
    string,
    unknown
  >;
  return described as JsonSchema;
}

function json(schema: unknown) {
  return { "application/json": { schema } };
}
