import type { CareAnnouncements } from "#shared/care/care.announcements";
import { careEvents } from "#shared/care/care.events";
import { apartEvents } from "#shared/debriefs/apart.events";
import { debriefEvents } from "#shared/debriefs/debriefs.events";
import type { ForumAnnouncements } from "#shared/forums/forums.announcements";
import { forumEvents } from "#shared/forums/threads.events";
import type { GroupAnnouncements } from "#shared/groups/groups.announcements";
import { notificationEvents } from "#shared/notifications/notifications.events";
import type { PeopleAnnouncements } from "#shared/people/people.announcements";

/** Every feature's live events in one typed map. */
export const events = {
  ...debriefEvents,
  ...apartEvents,
  ...forumEvents,
  ...careEvents,
  ...notificationEvents,
};

export type Events = typeof events;
export type EventName = keyof Events;

/** What features tell each other within the server. */
export type Announcements = ForumAnnouncements & GroupAnnouncements & CareAnnouncements & PeopleAnnouncements;
