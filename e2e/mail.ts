import type { APIRequestContext, Page } from "@playwright/test";
import { get, post } from "./site";

/** A message as the development outbox keeps it, with what its reader is to use. */
export interface Message {
  subject: string;
  text: string;
  link: string;
  /** Empty where the message has none. */
  code: string;
}

/** The newest message to an address, or null. */
export async function newestMessage(page: Page, address: string): Promise<Message | null> {
  const { origin } = new URL(page.url());
  return await readOutbox(page.request, origin, address);
}

interface SignUp {
  mailbox: string;
  name: string;
  password: string;
}

/** Somebody of Alder who signed up with a password and confirmed their address; that page is signed in as them. */
export async function signUpAtAlder(page: Page, signUp: SignUp): Promise<string> {
  const { origin } = new URL(page.url());
  const address = await askAtAlder(page, signUp);
  const message = await readOutbox(page.request, origin, address);
  const token = new URL(message!.link).searchParams.get("token");
  await post(page.request, origin, "/api/accounts/verify", { token });
  return address;
}

/** Asks for an account at Alder in that page's browser; its message waits in the outbox. */
export async function askAtAlder(page: Page, { mailbox, name, password }: SignUp): Promise<string> {
  const { origin } = new URL(page.url());
  const { items } = await get<Programs>(page.request, origin, "/api/programs");
  const program = items.find(({ campuses }) => campuses.some(isAlder))!;
  const { address } = await post<{ address: string }>(page.request, origin, "/api/accounts/sign-up", {
    programId: program.id,
    campusId: program.campuses.find(isAlder)!.id,
    mailbox,
    domain: "alder.example",
    name,
    unit: "Registrar",
    password,
    language: "en",
  });
  return address;
}

interface Programs {
  items: { id: string; campuses: { id: string; emailDomains: string[] }[] }[];
}

function isAlder({ emailDomains }: { emailDomains: string[] }): boolean {
  return emailDomains.includes("alder.example");
}

async function readOutbox(
  request: APIRequestContext,
  origin: string,
  address: string,
): Promise<Message | null> {
  const { items } = await get<{ items: { to: string; subject: string; text: string }[] }>(
    request,
    origin,
    "/api/accounts/outbox",
  );
  const message = items.find(({ to }) => to === address);
  if (message === undefined) return null;
  const { subject, text } = message;
  return {
    subject,
    text,
    link: /https?:\/\/\S+/.exec(text)?.[0] ?? "",
    code: /\b\d{6}\b/.exec(text)?.[0] ?? "",
  };
}
