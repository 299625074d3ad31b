import { type RouteConfig, relative } from '@react-router/dev/routes'

const { route } = relative(import.meta.dirname)

export const documentRoutes = [route('directory/export/:kind', './export-route.ts')] satisfies RouteConfig
