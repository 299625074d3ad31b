import { type RouteConfig, route } from '@react-router/dev/routes'

const at = '../modules/referrals/web'

export const referralRoutes = [
  route('referrals', `${at}/list-page.tsx`),
  route('referrals/new', `${at}/new-page.tsx`),
  route('referrals/:referralId', `${at}/referral-page.tsx`),
] satisfies RouteConfig
