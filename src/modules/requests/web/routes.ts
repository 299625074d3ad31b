import { type RouteConfig, route } from '@react-router/dev/routes'

const at = '../modules/requests/web'

export const requestRoutes = [
  route('cases/:caseId/requests/new', `${at}/send-page.tsx`),
  route('cases/:caseId/ledger', `${at}/ledger-page.tsx`),
  route('cases/:caseId/ledger/:releaseId', `${at}/own-list-page.tsx`),
  route('requests', `${at}/inbox-page.tsx`),
  route('requests/sent', `${at}/outbox-page.tsx`),
  route('requests/decisions', `${at}/decisions-page.tsx`),
  route('requests/paper', `${at}/paper-page.tsx`),
  route('requests/acts', `${at}/acts-page.tsx`),
  route('requests/:requestId', `${at}/request-page.tsx`),
  route('requests/:requestId/standing', `${at}/standing-route.ts`),
  route('requests/:requestId/sheet', `${at}/sheet-page.tsx`),
  route('releases', `${at}/releases-page.tsx`),
] satisfies RouteConfig
