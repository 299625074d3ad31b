import { type RouteConfig, route } from '@react-router/dev/routes'

const page = (name: string) => `../modules/consultations/web/${name}`

export const consultationRoutes = [
  route('consultations', page('list-page.tsx')),
  route('consultations/new', page('new-page.tsx')),
  route('consultations/recognise', page('recognise-route.ts')),
  route('consultations/blank-sheet', page('blank-sheet-page.tsx')),
  route('consultations/handover', page('handover-page.tsx')),
  route('consultations/:consultationId', page('consultation-page.tsx')),
  route('consultations/:consultationId/amend', page('amend-page.tsx')),
  route('consultations/:consultationId/kept-from', page('kept-from-page.tsx')),
] satisfies RouteConfig
