import type { Server as HttpServer } from "node:http";
import { join } from "node:path";
import express, { type Router } from "express";
import type { Logger } from "pino";
import { makeAccounts } from "#server/accounts/accounts.auth";
import { makeAccountRoutes } from "#server/accounts/accounts.routes";
import { describeHeldRoles } from "#server/campuses/roles.reads";
import { roleRoutes } from "#server/campuses/roles.routes";
import { appealRoutes } from "#server/care/appeals.routes";
import { careChannelKind } from "#server/care/care.live";
import { careRoutes } from "#server/care/care.routes";
import { deskNoteRoutes } from "#server/care/deskNotes.routes";
import { describeUndoings } from "#server/care/undoing";
import type { Config } from "#server/config";
import { conveningRoutes } from "#server/convenings/convenings.routes";
import { watchKept } from "#server/database/kept";
import { facilitatorsChannel, mineChannel } from "#server/debriefs/apart.live";
import { debriefsChannel } from "#server/debriefs/debriefs.live";
import { debriefOrigins } from "#server/debriefs/debriefs.origins";
import { debriefRoutes } from "#server/debriefs/debriefs.routes";
import { describeRooms } from "#server/debriefs/debriefs.scopes";
import { lineRoutes } from "#server/debriefs/lines.routes";
import { undoingInDebriefs } from "#server/debriefs/undoing.commands";
import { openFile } from "#server/files/files.reads";
import { makeFileRoutes } from "#server/files/files.routes";
import { keepSweeping } from "#server/files/sweep.commands";
import { openWorkshop } from "#server/files/workshop";
import { draftRoutes } from "#server/forums/drafts.routes";
import { drawThreads } from "#server/forums/drawnThreads";
import { followRoutes } from "#server/forums/follows.routes";
import { forumsChannel } from "#server/forums/forums.live";
import { importWork } from "#server/forums/importWork.commands";
import { describeSite } from "#server/forums/linksElsewhere";
import { moderationRoutes } from "#server/forums/moderation.routes";
import { makeMovingRoutes } from "#server/forums/moving.routes";
import { describeOrigins } from "#server/forums/origins.reads";
import { describePosts } from "#server/forums/posts.places";
import { spaceRoutes } from "#server/forums/spaces.routes";
import { threadRoutes } from "#server/forums/threads.routes";
import { describeTurns } from "#server/forums/turns";
import { undoingInForums } from "#server/forums/undoing.commands";
import { listGroupRoles } from "#server/groups/groups.reads";
import { makeGroupRoutes } from "#server/groups/groups.routes";
import { takeTurnInGroup } from "#server/groups/pauses.commands";
import { undoingInGroups } from "#server/groups/undoing.commands";
import { groupHealthRoutes } from "#server/health/health.routes";
import { healthRoutes } from "#server/http/health";
import { logRequests } from "#server/http/logRequests";
import { endpointsOf } from "#server/http/mount";
import { toOpenApi } from "#server/http/openapi";
import { protectPages, servePages } from "#server/http/page";
import { refuseUnknown, respondToErrors } from "#server/http/respond";
import { requireSameOrigin } from "#server/http/sameOrigin";
import { serve } from "#server/http/serve";
import { type Identify, identifyBy } from "#server/http/viewer";
import { type JobKind, openJobs } from "#server/jobs/jobs";
import { Channels } from "#server/live/channels";
import { openLive } from "#server/live/connections";
import { countThrough } from "#server/live/presence";
import { assertEventsDeclared, listenersAreDone, publishThrough } from "#server/live/publish";
import { watchRevocations } from "#server/live/revocations";
import { makeFeedRoutes } from "#server/notifications/feeds.routes";
import { listenForGrowth } from "#server/notifications/growth.listeners";
import type { Mailings } from "#server/notifications/mailings";
import { mailingJob } from "#server/notifications/mailings.jobs";
import { makeMailingRoutes } from "#server/notifications/mailings.routes";
import { catchUp, remindOfBookmarks } from "#server/notifications/notices.jobs";
import { listenForNotices } from "#server/notifications/notices.listeners";
import { notificationsChannel } from "#server/notifications/notifications.live";
import { notificationRoutes } from "#server/notifications/notifications.routes";
import { blockRoutes } from "#server/people/blocks.routes";
import { programRoutes } from "#server/programs/programs.routes";
import { searchRoutes } from "#server/search/search.routes";
import type { Endpoint } from "#shared/http/endpoint";

/** A written text of the largest size, with what is said beside it. */
const LARGEST_BODY = 72_000;

export interface App {
  http: HttpServer;
  /** Every door that is open, for the API document and the authorization matrix. */
  endpoints: readonly Endpoint[];
  /** Begins with what comes due by itself; without it the server only answers. */
  startJobs(): Promise<void>;
  /** Lets requests under way end, sends browsers away to come back later, and stops. */
  close(): Promise<void>;
}

export interface AppOptions {
  config: Config;
  log: Logger;
  /** Where the built client lies; without it only the API is served. */
  pages: string | null;
  /** How often it is looked for what is due, in milliseconds; else a few seconds. */
  lookEvery?: number;
}

/** Puts the features together into one server that has not begun to listen. A door or event half declared fails here. */
export async function createApp({ config, log, pages, lookEvery }: AppOptions): Promise<App> {
  assertEventsDeclared();
  const accounts = makeAccounts(config);
  const origin = () => originOf(config, http);
  const mailings: Mailings = { mailer: accounts.mailer, secret: accounts.secret, clock: Date.now, origin };
  const workshop = await openWorkshop(config, log);
  // The rooms first: doors are tried one after the other, and theirs are knocked at most.
  const routers = [
    debriefRoutes,
    lineRoutes,
    makeAccountRoutes(config, accounts),
    roleRoutes,
    programRoutes,
    blockRoutes,
    conveningRoutes,
    makeGroupRoutes({ mailer: accounts.mailer, origin }),
    spaceRoutes,
    threadRoutes,
    followRoutes,
    notificationRoutes,
    moderationRoutes,
    draftRoutes,
    makeMovingRoutes((fileId) => openFile(workshop, fileId)),
    makeFileRoutes(workshop),
    careRoutes,
    appealRoutes,
    deskNoteRoutes,
    groupHealthRoutes,
    searchRoutes,
    makeFeedRoutes(origin),
    makeMailingRoutes(mailings),
  ];
  describeRooms();
  describeHeldRoles(listGroupRoles);
  describeOrigins(debriefOrigins);
  describeSite(origin);
  describeTurns(takeTurnInGroup);
  describeUndoings({ ...undoingInForums, ...undoingInGroups, ...undoingInDebriefs });
  const kinds: JobKind[] = [mailingJob(mailings), catchUp, remindOfBookmarks, importWork as JobKind];
  const jobs = openJobs({ kinds, log, ...(lookEvery === undefined ? {} : { lookEvery }) });
  describePosts();

  const isOurOrigin = ownOrigin(config.publicUrl);
  const http: HttpServer = serve(
    makeExpress({ config, log, pages, routers, identify: accounts.identify, isOurOrigin }),
  );
  http.requestTimeout = 30_000;
  // Longer than what stands before us keeps a line that is idle, so that nobody sends into one that we have just closed.
  http.keepAliveTimeout = 75_000;
  const live = openLive(http, {
    channels: new Channels([
      debriefsChannel,
      facilitatorsChannel,
      mineChannel,
      forumsChannel,
      careChannelKind,
      notificationsChannel,
    ]),
    identify: accounts.identify,
    isOurOrigin,
  });
  publishThrough(live.io);
  countThrough(live.presence);
  const stopSweeping = keepSweeping(workshop);
  const stopListening = [listenForNotices(), listenForGrowth()];
  const stopWatching = watchRevocations((error) => log.warn({ err: error }, "revocations could not be read"));
  const stopKeeping = watchKept((error) => log.warn({ err: error }, "what others changed could not be read"));

  return {
    http,
    endpoints: routers.flatMap(endpointsOf),
    startJobs: jobs.start,
    async close() {
      // Connections whose last request is under way end with it, instead of being kept for another.
      http.keepAliveTimeout = 1;
      stopWatching();
      stopKeeping();
      for (const stop of stopListening) stop();
      await jobs.stop();
      stopSweeping();
      await listenersAreDone();
      publishThrough(null);
      countThrough(null);
      accounts.close();
      await live.close();
      http.closeAllConnections();
      workshop.vault.close();
    },
  };
}

interface Parts {
  config: Config;
  log: Logger;
  pages: string | null;
  routers: Router[];
  identify: Identify;
  isOurOrigin: (origin: string, host: string | undefined) => boolean;
}

function makeExpress({ config, log, pages, routers, identify, isOurOrigin }: Parts): express.Express {
  const app = express();
  app.disable("x-powered-by").set("etag", false).set("trust proxy", config.trustedProxies);
  app.use(logRequests(log), ...protectPages(config.isSecure), healthRoutes);
  const endpoints = routers.flatMap(endpointsOf);
  app.use((request, _response, next) => {
    identifyBy(request, identify);
    next();
  });
  app.use("/api", requireSameOrigin(isOurOrigin, endpoints), express.json({ limit: LARGEST_BODY }));
  const description = toOpenApi(endpoints);
  app.get("/api/openapi.json", (_request, response) => void response.json(description));
  app.use(...routers);
  app.use("/api", refuseUnknown);
  if (pages !== null) {
    const draw = drawThreads(join(pages, "..", "drawing", "drawing.js"));
    app.use(servePages({ directory: pages, draw, routers, log }));
  }
  app.use(respondToErrors(log));
  return app;
}

/** Where links lead. Where the port was left to the system, the socket knows which one it became. */
function originOf({ port, publicUrl }: Config, http: HttpServer): string {
  const address = http.address();
  return port === 0 && address !== null && typeof address === "object"
    ? publicUrl.replace(/:0$/, `:${address.port}`)
    : publicUrl;
}

/** A page is ours when it was served under the name it asks by, or under the public one where a proxy changes names. */
function ownOrigin(publicUrl: string): Parts["isOurOrigin"] {
  const publicOrigin = new URL(publicUrl).origin;
  return (origin, host) => origin === publicOrigin || (URL.canParse(origin) && new URL(origin).host === host);
}
