import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import * as z from "zod";

/** How this deployment was started: read once, checked, and never looked up again. */
export interface Config {
  /** 0 takes any free one. */
  port: number;
  host: string;
  /** Absolute. Holds the embedded store and whatever this deployment keeps to itself. */
  dataDirectory: string;
  /** Null starts the embedded store. */
  mongodbUri: string | null;
  /** Null keeps mail in the development outbox instead of sending it. */
  smtpUrl: string | null;
  mailFrom: { name: string; address: string };
  /** Where people reach the site, without a slash at its end. */
  publicUrl: string;
  /** The site is reached over https, so that cookies can be bound to it. */
  isSecure: boolean;
  /** Null until `keptSecret` has read or made one. */
  secret: string | null;
  /** Proxies in front of this server whose word about the client's address is taken. */
  trustedProxies: number;
  /** In bytes: of one file, and of all files of one person. */
  files: { largest: number; quota: number };
  /** Null keeps files in the data directory. */
  s3: S3Settings | null;
  isDemo: boolean;
  logLevel: "fatal" | "error" | "warn" | "info" | "debug" | "trace" | "silent";
  isProduction: boolean;
}

/** A bucket that keeps files. */
export interface S3Settings {
  bucket: string;
  region: string;
  /** Null is Amazon's own. */
  endpoint: string | null;
  keyId: string;
  secret: string;
}

/**
 * Reads the environment and the command line into one checked value. A wrong or contradicting value is refused with
 * a sentence that names it.
 */
export function readConfig(
  environment: Record<string, string | undefined>,
  commandLine: readonly string[],
): Config {
  const isDemo = readCommandLine(commandLine);
  const read = readEnvironment(environment);
  const isProduction = read.NODE_ENV === "production";
  const publicUrl = read.PUBLIC_URL ?? `http://localhost:${read.PORT}`;
  const config: Config = {
    port: read.PORT,
    host: read.HOST,
    dataDirectory: resolve(read.DATA_DIR ?? (isDemo ? "data-demo" : "data")),
    mongodbUri: read.MONGODB_URI ?? null,
    smtpUrl: read.SMTP_URL ?? null,
    mailFrom: read.MAIL_FROM ?? {
      name: "Throughline",
      address: `throughline@${new URL(publicUrl).hostname}`,
    },
    publicUrl,
    isSecure: publicUrl.startsWith("https:"),
    secret: read.AUTH_SECRET ?? null,
    trustedProxies: read.TRUSTED_PROXIES,
    files: { largest: read.FILE_LARGEST_MB * MEGABYTE, quota: read.FILE_QUOTA_MB * MEGABYTE },
    s3: readS3(read),
    isDemo,
    logLevel: read.LOG_LEVEL,
    isProduction,
  };
  refuseContradictions(config, read.PUBLIC_URL !== undefined);
  return config;
}

/** The secret that signs sessions: the one given, or one made once and kept in the data directory for its owner alone. */
export function keptSecret({ secret, dataDirectory }: Pick<Config, "secret" | "dataDirectory">): string {
  if (secret !== null) return secret;
  const file = join(dataDirectory, "secret");
  if (!existsSync(file)) {
    mkdirSync(dataDirectory, { recursive: true, mode: 0o700 });
    try {
      writeFileSync(file, randomBytes(48).toString("base64url"), { mode: 0o600, flag: "wx" });
    } catch (error) {
      // Another process was quicker to make it, and then its secret is the one.
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
  }
  return readFileSync(file, "utf8").trim();
}

const port = z
  .string()
  .regex(/^\d{1,5}$/, "is a number from 0 to 65535")
  .transform(Number)
  .refine((number) => number <= 65_535, "is a number from 0 to 65535");

const MEGABYTE = 1_000_000;

function megabytes(most: number) {
  const message = `is a number of megabytes, from 1 to ${most}`;
  return z
    .string()
    .regex(/^[1-9]\d{0,6}$/, message)
    .transform(Number)
    .refine((number) => number <= most, message);
}

const publicUrl = z
  .string()
  .refine(
    isPlainOrigin,
    "is the address at which people reach the site, such as https://line.example.edu, without a path",
  )
  .transform((text) => new URL(text).origin);

const mailFrom = z
  .string()
  .regex(
    /^(?:[^<>@"\r\n]*<[^\s<>@",;]+@[^\s<>@",;]+>|[^\s<>@",;]+@[^\s<>@",;]+)$/,
    "is one address, such as line@example.edu or Throughline <line@example.edu>",
  )
  .transform(toSender);

const variables = z.object({
  NODE_ENV: z.string().optional(),
  PORT: port.default(3_000),
  HOST: z
    .string()
    .regex(/^[0-9A-Za-z.:_-]{1,253}$/, "is an address to listen on, such as 127.0.0.1 or 0.0.0.0")
    .default("127.0.0.1"),
  DATA_DIR: z.string().min(1, "is a folder").optional(),
  MONGODB_URI: z
    .string()
    .regex(/^mongodb(\+srv)?:\/\/./, "starts with mongodb:// or mongodb+srv://")
    .optional(),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\/./, "starts with smtp:// or smtps://")
    .refine(URL.canParse, "is an address such as smtps://name:password@mail.example.edu")
    .optional(),
  MAIL_FROM: mailFrom.optional(),
  PUBLIC_URL: publicUrl.optional(),
  AUTH_SECRET: z.string().min(32, "has at least 32 characters").optional(),
  TRUSTED_PROXIES: z
    .string()
    .regex(/^\d$/, "is how many proxies stand in front of this server, 0 to 9")
    .transform(Number)
    .default(0),
  FILE_LARGEST_MB: megabytes(100).default(25),
  FILE_QUOTA_MB: megabytes(1_000_000).default(500),
  S3_BUCKET: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, "is the name of a bucket")
    .optional(),
  S3_REGION: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/, "is the name of a region, such as us-west-2")
    .optional(),
  S3_ENDPOINT: z
    .string()
    .refine(isPlainOrigin, "is an address such as https://s3.example.edu, without a path")
    .transform((text) => new URL(text).origin)
    .optional(),
  S3_ACCESS_KEY_ID: z.string().optional(),
  S3_SECRET_ACCESS_KEY: z.string().optional(),
  LOG_LEVEL: z
    .enum(
      ["fatal", "error", "warn", "info", "debug", "trace", "silent"],
      "is one of fatal, error, warn, info, debug, trace and silent",
    )
    .default("info"),
});

function readEnvironment(environment: Record<string, string | undefined>) {
  const given = Object.entries(environment).filter(([, value]) => value !== undefined && value.trim() !== "");
  const parsed = variables.safeParse(Object.fromEntries(given));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Error(`${String(issue?.path[0])} is wrong: it ${issue?.message}.`);
}

/** All that a bucket needs, or nothing of it. */
function readS3(read: ReturnType<typeof readEnvironment>): S3Settings | null {
  const { S3_BUCKET: bucket, S3_ACCESS_KEY_ID: keyId, S3_SECRET_ACCESS_KEY: secret } = read;
  const names = [
    "S3_BUCKET",
    "S3_REGION",
    "S3_ENDPOINT",
    "S3_ACCESS_KEY_ID",
    "S3_SECRET_ACCESS_KEY",
  ] as const;
  const given = names.find((name) => read[name] !== undefined);
  if (given === undefined) return null;
  const missing = (["S3_BUCKET", "S3_ACCESS_KEY_ID", "S3_SECRET_ACCESS_KEY"] as const).find(
    (name) => !read[name],
  );
  if (missing !== undefined || !bucket || !keyId || !secret)
    throw new Error(`${missing} is missing: ${given} says that files are kept in a bucket.`);
  return { bucket, keyId, secret, region: read.S3_REGION ?? "us-east-1", endpoint: read.S3_ENDPOINT ?? null };
}

function readCommandLine(words: readonly string[]): boolean {
  const strange = words.find((word) => word !== "--demo");
  if (strange !== undefined) {
    throw new Error(`The word ${JSON.stringify(strange)} is not known here. There is --demo, or nothing.`);
  }
  return words.includes("--demo");
}

function refuseContradictions(config: Config, isPublicUrlGiven: boolean): void {
  if (config.isDemo && config.isProduction) {
    throw new Error("NODE_ENV is production, where --demo is refused: anybody could sign in as its cast.");
  }
  if (config.isDemo && config.mongodbUri !== null) {
    throw new Error("MONGODB_URI is set, where --demo is refused: a demonstration keeps to its own folder.");
  }
  if (config.files.quota < config.files.largest) {
    throw new Error(
      "FILE_QUOTA_MB is wrong: it is at least FILE_LARGEST_MB, or no such file could be brought.",
    );
  }
  if (config.isProduction && config.smtpUrl === null) {
    throw new Error("SMTP_URL is missing: in production, people confirm their address by mail.");
  }
  if (config.isProduction && !isPublicUrlGiven) {
    throw new Error("PUBLIC_URL is missing: in production, links in messages lead to it.");
  }
  if (config.isProduction && config.mongodbUri !== null && config.secret === null) {
    throw new Error(
      "AUTH_SECRET is missing: servers that share a MongoDB in production share a secret, at least 32 characters long.",
    );
  }
}

function isPlainOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, pathname, search, hash, username } = new URL(text);
  return (protocol === "http:" || protocol === "https:") && pathname + search + hash + username === "/";
}

function toSender(text: string): { name: string; address: string } {
  const [, name, address] = /^(.*)<(.+)>$/.exec(text) ?? [];
  return address === undefined
    ? { name: "Throughline", address: text }
    : { name: name?.trim() || "Throughline", address };
}
