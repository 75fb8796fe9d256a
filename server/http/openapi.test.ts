import { afterAll, beforeAll, expect, test } from "vitest";
import { startServer, type TestServer } from "#server/testing/startServer";

let server: TestServer;
let document: OpenApi;
beforeAll(async () => {
  server = await startServer();
  document = (await server.visit().raw("/api/openapi.json")).body as OpenApi;
});
afterAll(() => server.close());

interface OpenApi {
  openapi: string;
  info: { title: string; version: string };
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, unknown> };
}
interface Operation {
  summary: string;
  parameters: { name: string; in: string; required: boolean; schema: unknown }[];
  requestBody?: { required: boolean; content: Record<string, { schema: unknown }> };
  responses: Record<
    string,
    {
      description: string;
      content?: Record<string, { schema: unknown }>;
      headers?: Record<string, { schema: unknown }>;
    }
  >;
}

test("every door is described, and nothing else", () => {
  const described = Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
  );
  const open = server.app.endpoints.map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, "{$1}")}`);
  expect(described.sort()).toEqual([...open].sort());
  expect(new Set(open).size).toBe(open.length);
});

test("the document has the shape of OpenAPI 3.1", () => {
  expect(document.openapi).toMatch(/^3\.1\.\d+$/);
  expect(document.info).toMatchObject({ title: expect.any(String), version: expect.any(String) });
  for (const [path, operations] of Object.entries(document.paths)) {
    const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    for (const [method, operation] of Object.entries(operations)) {
      expect(operation.summary).toMatch(/^[A-Z].*\.$/s);
      const params = operation.parameters.filter((parameter) => parameter.in === "path");
      expect(params.map(({ name, required }) => [name, required])).toEqual(
        inPath.map((name) => [name, true]),
      );
      for (const parameter of operation.parameters) expectSchema(parameter.schema);
      if (method === "get") expect(operation.requestBody).toBeUndefined();
      if (operation.requestBody) expectContent(operation.requestBody.content);
      expect(Object.keys(operation.responses).sort()).toEqual(["200", "default"]);
      for (const response of Object.values(operation.responses)) {
        expect(response.description).not.toBe("");
        // A door that takes bytes answers by headers alone.
        if (response.headers) for (const { schema } of Object.values(response.headers)) expectSchema(schema);
        else expectContent(response.content ?? {});
      }
    }
  }
});

test("every reference leads somewhere", () => {
  const text = JSON.stringify(document);
  for (const [, reference = ""] of text.matchAll(/"\$ref":"([^"]+)"/g)) {
    if (!reference.startsWith("#/components/")) continue;
    const found = reference
      .slice(2)
      .split("/")
      .reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], document);
    expect([reference, found]).not.toEqual([reference, undefined]);
  }
});

/** Of one type, with its schema: JSON, or bytes. */
function expectContent(content: Record<string, { schema: unknown }>): void {
  const [[type, { schema }] = ["", { schema: null }], ...others] = Object.entries(content);
  expect(others).toEqual([]);
  expect(type).toMatch(
    /^(text\/html|application\/(json|atom\+xml|gzip|zip|octet-stream|offset\+octet-stream))$/,
  );
  expectSchema(schema);
}

/** JSON Schema 2020-12: an object, or a boolean. */
function expectSchema(schema: unknown): void {
  expect(typeof schema === "boolean" || (typeof schema === "object" && schema !== null)).toBe(true);
  const { type } = schema as { type?: unknown };
  const types = ["string", "number", "integer", "boolean", "object", "array", "null"];
  if (type !== undefined) expect([type].flat().every((one) => types.includes(one as string))).toBe(true);
}
