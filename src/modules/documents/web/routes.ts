import { type RouteConfig, relative } from '@react-router/dev/routes'

const { route } = relative(import.meta.dirname)

export const documentRoutes = [
  route('directory/export', './export-page.tsx'),
  route('directory/export/:kind', './export-route.ts'),
  route('cases/:caseId/files/:attachmentId/original', './original-page.tsx'),
  route('cases/:caseId/files/:attachmentId/original/file', './original-route.ts'),
] satisfies RouteConfig
