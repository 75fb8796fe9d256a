import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { keptSecret, readConfig } from "./config";

const PRODUCTION = {
  NODE_ENV: "production",
  SMTP_URL: "smtp://mail.example.edu",
  PUBLIC_URL: "https://line.example.edu",
};

test("with nothing said, it listens on loopback, keeps its data in a folder and its mail to itself", () => {
  expect(readConfig({}, [])).toEqual({
    port: 3_000,
    host: "127.0.0.1",
    dataDirectory: resolve("data"),
    mongodbUri: null,
    smtpUrl: null,
    mailFrom: { name: "Throughline", address: "throughline@localhost" },
    publicUrl: "http://localhost:3000",
    isSecure: false,
    secret: null,
    trustedProxies: 0,
    files: { largest: 25_000_000, quota: 500_000_000 },
    s3: null,
    isDemo: false,
    logLevel: "info",
    isProduction: false,
  });
});

test("a demonstration keeps its data apart", () => {
  const { isDemo, dataDirectory } = readConfig({}, ["--demo"]);
  expect({ isDemo, dataDirectory }).toEqual({ isDemo: true, dataDirectory: resolve("data-demo") });
});

test("what is given is taken, and an empty variable is none", () => {
  const config = readConfig(
    {
      PORT: "8080",
      HOST: "0.0.0.0",
      PUBLIC_URL: "https://line.example.edu/",
      SMTP_URL: "smtps://name:word@mail.example.edu",
      MAIL_FROM: "Throughline <line@example.edu>",
      MONGODB_URI: "",
    },
    [],
  );
  expect(config).toMatchObject({
    port: 8_080,
    host: "0.0.0.0",
    publicUrl: "https://line.example.edu",
    isSecure: true,
    mailFrom: { name: "Throughline", address: "line@example.edu" },
    mongodbUri: null,
  });
});

test.each([
  [{ PORT: "http" }, "PORT is wrong: it is a number from 0 to 65535."],
  [{ PORT: "70000" }, "PORT is wrong: it is a number from 0 to 65535."],
  [{ HOST: "a b" }, "HOST is wrong"],
  [{ MONGODB_URI: "localhost:27017" }, "MONGODB_URI is wrong: it starts with mongodb://"],
  [{ SMTP_URL: "mail.example.edu" }, "SMTP_URL is wrong: it starts with smtp://"],
  [{ MAIL_FROM: "a@example.edu, b@example.edu" }, "MAIL_FROM is wrong: it is one address"],
  [{ MAIL_FROM: "Name <a@example.edu>\r\nBcc: b@example.edu" }, "MAIL_FROM is wrong"],
  [{ PUBLIC_URL: "line.example.edu" }, "PUBLIC_URL is wrong"],
  [{ PUBLIC_URL: "https://line.example.edu/path" }, "PUBLIC_URL is wrong"],
  [{ PUBLIC_URL: "javascript:alert(1)" }, "PUBLIC_URL is wrong"],
  [{ AUTH_SECRET: "short" }, "AUTH_SECRET is wrong: it has at least 32 characters."],
  [{ TRUSTED_PROXIES: "many" }, "TRUSTED_PROXIES is wrong"],
  [{ FILE_LARGEST_MB: "0" }, "FILE_LARGEST_MB is wrong: it is a number of megabytes, from 1 to 100."],
  [{ FILE_LARGEST_MB: "50", FILE_QUOTA_MB: "40" }, "FILE_QUOTA_MB is wrong: it is at least FILE_LARGEST_MB"],
  [{ S3_BUCKET: "files" }, "S3_ACCESS_KEY_ID is missing: S3_BUCKET says that files are kept in a bucket."],
  [{ S3_ENDPOINT: "https://s3.example.edu" }, "S3_BUCKET is missing"],
  [{ S3_ENDPOINT: "s3.example.edu" }, "S3_ENDPOINT is wrong"],
  [{ LOG_LEVEL: "loud" }, "LOG_LEVEL is wrong: it is one of"],
  [{ NODE_ENV: "production" }, "SMTP_URL is missing"],
  [{ NODE_ENV: "production", SMTP_URL: "smtp://mail.example.edu" }, "PUBLIC_URL is missing"],
  [{ ...PRODUCTION, MONGODB_URI: "mongodb://one,two/x" }, "AUTH_SECRET is missing"],
])("%j is refused with a sentence that names it", (environment, sentence) => {
  expect(() => readConfig(environment, [])).toThrow(sentence);
});

test("a demonstration is refused in production and on somebody's MongoDB", () => {
  expect(() => readConfig(PRODUCTION, ["--demo"])).toThrow("--demo is refused");
  expect(() => readConfig({ MONGODB_URI: "mongodb://one/x" }, ["--demo"])).toThrow("--demo is refused");
});

test("in production mail comes from the site's own name unless another is given", () => {
  expect(readConfig(PRODUCTION, [])).toMatchObject({
    isProduction: true,
    isSecure: true,
    mailFrom: { name: "Throughline", address: "throughline@line.example.edu" },
  });
});

test("an unknown word on the command line is refused", () => {
  expect(() => readConfig({}, ["--dmeo"])).toThrow('"--dmeo" is not known');
});

test("the secret is made once and kept for its owner alone", () => {
  const dataDirectory = mkdtempSync(join(tmpdir(), "throughline-"));
  const made = keptSecret({ secret: null, dataDirectory });
  expect(made).toMatch(/^[\w-]{64}$/);
  expect(keptSecret({ secret: null, dataDirectory })).toBe(made);
  expect(statSync(join(dataDirectory, "secret")).mode & 0o777).toBe(0o600);
  expect(keptSecret({ secret: "given", dataDirectory })).toBe("given");
  rmSync(dataDirectory, { recursive: true });
});
