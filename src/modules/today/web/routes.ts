import { type RouteConfig, relative } from '@react-router/dev/routes'

const { route } = relative(import.meta.dirname)

export const todayRoutes = [
  route('today', './today-page.tsx'),
  route('today/:matter', './matter-page.tsx'),
  route('notices', './notices-page.tsx'),
] satisfies RouteConfig
