import { type RouteConfig, route } from '@react-router/dev/routes'

const at = (file: string) => `../modules/accounts/web/${file}`

/** Doors without a session; outside the frame of signed-in pages. */
export const entranceRoutes = [
  route('sign-in', at('sign-in-page.tsx')),
  route('sign-in/directory', at('sign-in-directory-route.ts')),
  route('sign-in/directory/answer', at('sign-in-directory-answer-route.ts')),
  route('account/directory/ask', at('link-directory-route.ts')),
  route('account/directory/answer', at('link-directory-answer-route.ts')),
  route('sign-in/key', at('sign-in-key-route.ts')),
  route('step-up/directory', at('confirm-directory-route.ts')),
  route('step-up/directory/answer', at('confirm-directory-answer-route.ts')),
  route('step-up/key', at('step-up-key-route.ts')),
  route('account/passkeys/key', at('new-key-route.ts')),
  route('activate', at('activate-page.tsx')),
  route('set-up', at('set-up-page.tsx')),
  route('sign-out', at('sign-out-route.ts')),
  route('session', at('session-route.ts')),
  route('step-up/way', at('step-up-way-route.ts')),
] satisfies RouteConfig

/** Inside the frame of signed-in pages. */
export const accountRoutes = [
  route('step-up', at('step-up-page.tsx')),
  route('account', at('account-page.tsx')),
  route('account/password', at('password-page.tsx')),
  route('account/directory', at('directory-page.tsx')),
  route('account/passkeys', at('passkeys-page.tsx')),
  route('account/factors', at('factors-page.tsx')),
  route('accounts', at('accounts-page.tsx')),
  route('accounts/invite', at('invite-page.tsx')),
  route('accounts/machines', at('machines-page.tsx')),
  route('accounts/machines/new', at('new-machine-page.tsx')),
  route('desks/:deskId/members', at('members-page.tsx')),
  route('accounts/kits', at('kits-page.tsx')),
  route('permissions', at('permissions-page.tsx')),
] satisfies RouteConfig
