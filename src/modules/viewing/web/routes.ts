import { type RouteConfig, relative } from '@react-router/dev/routes'

const { route } = relative(import.meta.dirname)

export const viewingRoutes = [
  route('cases/:caseId/viewers/report', './report-page.tsx'),
  route('cases/:caseId/viewers/report/:reportId', './printed-report-page.tsx'),
  route('viewing', './alerts-page.tsx'),
  route('viewing/rules', './rules-page.tsx'),
  route('viewing/traps', './traps-page.tsx'),
] satisfies RouteConfig
