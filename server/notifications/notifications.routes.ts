import { Router } from "express";
import { mount } from "#server/http/mount";
import { notificationEndpoints as doors } from "#shared/notifications/notifications.contract";
import { readNotice, readNotices } from "./notices.commands";
import { countNews, listNotices } from "./notices.reads";

export const notificationRoutes = Router();

mount(notificationRoutes, doors.count, ({ viewer }) => countNews(viewer));
mount(notificationRoutes, doors.list, ({ viewer, input }) => listNotices(viewer, input));
mount(notificationRoutes, doors.readAll, ({ viewer, input }) => readNotices(viewer, input));
mount(notificationRoutes, doors.read, ({ viewer, input }) => readNotice(viewer, input));
