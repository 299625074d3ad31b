import { type RouteConfig, route } from '@react-router/dev/routes'

/** Where the browser keeps and finds drafts; no pages. */
export const draftRoutes = [
  route('drafts', '../modules/drafts/web/drafts-route.ts'),
  route('drafts/list', '../modules/drafts/web/list-route.ts'),
] satisfies RouteConfig

export const draftPages = [
  route('drafts/form/:subjectId', '../modules/drafts/web/kept-page.tsx'),
] satisfies RouteConfig
