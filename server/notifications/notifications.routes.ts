import { Router } from "express";
import { mount } from "#server/http/mount";
import { noticeEndpoints as notices } from "#shared/notifications/notices.contract";
import { notificationEndpoints } from "#shared/notifications/notifications.contract";
import { readNotice, readNotices } from "./notices.commands";
import { countNews, listNotices } from "./notices.reads";

export const notificationRoutes = Router();

mount(notificationRoutes, notificationEndpoints.count, ({ viewer }) => countNews(viewer));
mount(notificationRoutes, notices.list, ({ viewer, input }) => listNotices(viewer, input));
mount(notificationRoutes, notices.readAll, ({ viewer, input }) => readNotices(viewer, input));
mount(notificationRoutes, notices.read, ({ viewer, input }) => readNotice(viewer, input));
