import { type Request, type Response, Router } from "express";
import type { Config } from "#server/config";
import { notFound } from "#server/errors";
import { mount } from "#server/http/mount";
import { identityOf } from "#server/http/viewer";
import { listOutbox } from "#server/mail/mail.reads";
import { accountEndpoints } from "#shared/accounts/accounts.contract";
import { isDeveloping } from "#shared/accounts/accounts.policy";
import type { Accounts } from "./accounts.auth";
import { enter, reset, type SignedIn, settle, signIn, signOut, verify } from "./accounts.commands";
import { findSite } from "./accounts.reads";
import { clientOf } from "./limits";
import { isLoopback } from "./loopback";
import type { Browser, Cookies } from "./sessions";
import { requestReset, resend, type Source, signUp } from "./signUp.commands";

/** The doors of accounts, for a deployment as it was configured. */
export function makeAccountRoutes(config: Config, accounts: Accounts): Router {
  const routes = Router();
  const { site, outbox, enter: enterDoor, ...doors } = accountEndpoints;
  const isOffered = { outbox: accounts.mailer.isKept, cast: config.isDemo };
  const sourceOf = (request: Request) => toSource(config, request);

  mount(routes, doors.signUp, async ({ input, request, response }) => {
    const { address, cookies } = await signUp(accounts, input, sourceOf(request));
    setCookies(response, cookies);
    return { address };
  });
  mount(routes, doors.resend, ({ input, request }) => resend(accounts, input.address, sourceOf(request)));
  mount(routes, doors.requestReset, ({ input, request }) =>
    requestReset(accounts, input.address, sourceOf(request)),
  );
  mount(routes, doors.verify, async ({ input, request, response }) =>
    bake(response, await verify(accounts, input, await toBrowser(request))),
  );
  mount(routes, doors.signIn, async ({ input, request, response }) =>
    bake(response, await signIn(accounts, input, await toBrowser(request))),
  );
  mount(routes, doors.reset, async ({ input, request, response }) =>
    bake(response, await reset(accounts, input, await toBrowser(request))),
  );
  mount(routes, doors.signOut, async ({ input, request, response }) => {
    setCookies(response, await signOut(accounts, input.everywhere, await toBrowser(request)));
    return {};
  });
  mount(routes, doors.settle, ({ viewer, input }) => settle(accounts, viewer, input));

  mount(routes, site, ({ viewer, request }) => {
    const isHere = isLoopback(request);
    return findSite(viewer, { hasOutbox: isOffered.outbox && isHere, hasCast: isOffered.cast && isHere });
  });
  mount(routes, outbox, async ({ viewer, input, request }) => {
    if (!isDeveloping(viewer, { isOffered: isOffered.outbox, isLoopback: isLoopback(request) }))
      throw notFound();
    return await listOutbox(input);
  });
  mount(routes, enterDoor, async ({ viewer, input, request, response }) => {
    if (!isDeveloping(viewer, { isOffered: isOffered.cast, isLoopback: isLoopback(request) }))
      throw notFound();
    return bake(response, await enter(accounts, input.key, await toBrowser(request)));
  });
  return routes;
}

async function toBrowser(request: Request): Promise<Browser> {
  return {
    cookie: request.headers.cookie ?? "",
    identity: await identityOf(request),
    client: clientOf(request.ip),
  };
}

/** Links lead to the public address. Where the port was left to the system, the socket knows which one it became. */
function toSource(config: Config, request: Request): Source {
  const origin =
    config.port === 0 ? config.publicUrl.replace(/:0$/, `:${request.socket.localPort}`) : config.publicUrl;
  return { client: clientOf(request.ip), origin };
}

function bake(response: Response, { reply, cookies }: SignedIn): SignedIn["reply"] {
  setCookies(response, cookies);
  return reply;
}

function setCookies(response: Response, cookies: Cookies): void {
  response.append("Set-Cookie", cookies);
}
