import { type RouteConfig, relative } from '@react-router/dev/routes'

const { route } = relative(import.meta.dirname)

export const searchRoutes = [
  route('search', './search-page.tsx'),
  route('search/find', './find-route.ts'),
] satisfies RouteConfig
