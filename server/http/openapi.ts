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
  const input = door.input && toJsonSchema(door.input, "input");
  const place = door.bytes === "in" ? "header" : door.method === "GET" ? "query" : "body";
  const named = place !== "body" && input ? toParameters(input, place) : [];
  return {
    summary: door.summary,
    description: `Policy: ${door.policy.name}, asked about ${door.about}.`,
    parameters: [...pathParameters(door.path), ...named],
    ...toBody(door, place === "body" ? input : undefined),
    responses: {
      "200": { description: "Done.", ...toReply(door) },
      default: { description: "Refused.", content: json({ $ref: "#/components/schemas/Error" }) },
    },
  };
}

function toBody(door: Endpoint, input: JsonSchema | undefined) {
  if (door.bytes === "in" && door.method === "PATCH") {
    const content = { "application/offset+octet-stream": { schema: BYTES } };
    return { requestBody: { required: true, content } };
  }
  return input ? { requestBody: { required: true, content: json(input) } } : {};
}

function toReply(door: Endpoint) {
  const reply = toJsonSchema(door.reply, "output");
  if (door.replyType !== undefined) return { content: { [door.replyType]: { schema: reply } } };
  if (door.bytes === "out") return { content: { "application/octet-stream": { schema: reply } } };
  if (door.bytes !== "in") return { content: json(reply) };
  const headers = Object.entries(reply.properties ?? {}).map(([name, schema]) => [
    name,
    { required: reply.required?.includes(name) ?? false, schema },
  ]);
  return { headers: Object.fromEntries(headers) };
}

const BYTES = { type: "string", format: "binary" };

function pathParameters(path: string) {
  return [...path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string" },
  }));
}

function toParameters(input: JsonSchema, place: "query" | "header") {
  return Object.entries(input.properties ?? {}).map(([name, schema]) => ({
    name,
    in: place,
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
