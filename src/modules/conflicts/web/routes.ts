import { type RouteConfig, relative } from '@react-router/dev/routes'

const { route } = relative(import.meta.dirname)

export const conflictRoutes = [route('account/kin', './kin-page.tsx')] satisfies RouteConfig
