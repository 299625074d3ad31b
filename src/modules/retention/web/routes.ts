import { type RouteConfig, relative } from '@react-router/dev/routes'

const { route } = relative(import.meta.dirname)

export const retentionRoutes = [
  route('disposals', './due-page.tsx'),
  route('disposals/rules', './rules-page.tsx'),
  route('disposals/:listId', './list-page.tsx'),
  route('keeping/cases/:caseId', './keeping-page.tsx', { id: 'keeping-of-a-case' }),
  route('keeping/consultations/:consultationId', './keeping-page.tsx', { id: 'keeping-of-a-consultation' }),
] satisfies RouteConfig
