import { type RouteConfig, relative } from '@react-router/dev/routes'

const { route } = relative(import.meta.dirname)

export const emergencyRoutes = [
  route('duty', './duty-page.tsx'),
  route('duty/cases/:caseId', './emergency-case-page.tsx'),
  route('duty/reviews', './reviews-page.tsx'),
  route('duty/desk', './duty-desk-page.tsx'),
] satisfies RouteConfig
