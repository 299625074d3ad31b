import { type RouteConfig, relative } from '@react-router/dev/routes'

const { route } = relative(import.meta.dirname)

export const subjectAccessRoutes = [
  route('access', './list-page.tsx'),
  route('access/new', './new-page.tsx'),
  route('access/:accessId', './access-page.tsx'),
  route('access/:accessId/packet', './packet-page.tsx'),
] satisfies RouteConfig
