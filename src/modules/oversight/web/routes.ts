import { type RouteConfig, relative } from '@react-router/dev/routes'

const { route } = relative(import.meta.dirname)

export const oversightRoutes = [
  route('audit', './events-page.tsx'),
  route('alarms', './alarms-page.tsx'),
  route('health', './health-page.tsx'),
  route('reads', './reads-page.tsx'),
  route('audit/words', './words-page.tsx'),
] satisfies RouteConfig
