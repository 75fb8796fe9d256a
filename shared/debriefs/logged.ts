/** What those who facilitate rooms do there to somebody, as the log calls it. To run the hour is not entered. */
export const loggedInDebriefs = [
  "debriefs:paused",
  "debriefs:pauseEnded",
  "debriefs:remarkDeclined",
  "debriefs:floorTaken",
] as const;
export type LoggedInDebriefs = (typeof loggedInDebriefs)[number];
