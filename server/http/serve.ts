import { createServer, IncomingMessage, type Server, ServerResponse } from "node:http";
import type { Express, Request, Response } from "express";

/**
 * Makes the server of an app, whose requests and answers are born with the app's own prototypes. Express otherwise
 * changes the prototypes of each as it comes, and every later look at it costs several times as much.
 */
export function serve(app: Express): Server {
  class AppRequest extends IncomingMessage {}
  class AppResponse extends ServerResponse {}
  app.request = derive(AppRequest.prototype, app.request) as Request;
  app.response = derive(AppResponse.prototype, app.response) as Response;
  return createServer({ IncomingMessage: AppRequest, ServerResponse: AppResponse }, app);
}

/** Lets what is born with the one prototype know what the other knows; that in its turn descends from Node's. */
function derive(prototype: object, from: object): object {
  return Object.setPrototypeOf(prototype, from) as object;
}
