import { type RouteConfig, route } from '@react-router/dev/routes'

export const draftRoutes = [route('drafts', '../modules/drafts/web/drafts-route.ts')] satisfies RouteConfig
