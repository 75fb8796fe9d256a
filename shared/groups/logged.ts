/** What those who facilitate groups do there, as the log calls it. An invitation is a record of its own. */
export const loggedInGroups = [
  "groups:changed",
  "groups:normsChanged",
  "groups:movedHome",
  "groups:archived",
  "groups:opened",
  "groups:facilitatorNamed",
  "groups:memberAgain",
  "groups:paused",
  "groups:slowed",
  "groups:pauseEnded",
  "groups:removed",
  "groups:letIn",
  "groups:declined",
] as const;
export type LoggedInGroups = (typeof loggedInGroups)[number];
