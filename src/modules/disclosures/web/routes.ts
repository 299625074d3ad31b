import { type RouteConfig, route } from '@react-router/dev/routes'

export const disclosureRoutes = [
  route('disclosures/rules', '../modules/disclosures/web/rules-page.tsx'),
] satisfies RouteConfig
