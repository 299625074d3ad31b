import { type RouteConfig, relative } from '@react-router/dev/routes'

const { route } = relative(import.meta.dirname)

export const retentionRoutes = [
  route('disposals', './due-page.tsx'),
  route('disposals/rules', './rules-page.tsx'),
  route('disposals/:listId', './list-page.tsx'),
  route('keeping/:kind/:recordId', './keeping-page.tsx'),
] satisfies RouteConfig
