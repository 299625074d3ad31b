import { type RouteConfig, route } from '@react-router/dev/routes'

export const peopleRoutes = [
  route('people/:personId/same', '../modules/people/web/same-people-page.tsx'),
] satisfies RouteConfig
