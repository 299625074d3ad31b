import { type RouteConfig, route } from '@react-router/dev/routes'

const at = (file: string) => `../modules/directory/web/${file}`

/** Pages inside the frame of a signed-in person. */
export const directoryRoutes = [
  route('directory', at('directory-page.tsx')),
  route('directory/bodies/new', at('new-body-page.tsx')),
  route('directory/bodies/:bodyId', at('body-page.tsx')),
  route('directory/bodies/:bodyId/edit', at('change-body-page.tsx')),
  route('directory/bodies/:bodyId/desks/new', at('new-desk-page.tsx')),
  route('directory/desks/:deskId', at('desk-page.tsx')),
  route('directory/desks/:deskId/edit', at('change-desk-page.tsx')),
  route('directory/desks/:deskId/roster', at('roster-page.tsx')),
  route('directory/windows', at('windows-page.tsx')),
  route('directory/windows/:windowId', at('window-page.tsx')),
  route('directory/office-days', at('office-days-page.tsx')),
  route('directory/pledges', at('pledges-page.tsx')),
  route('directory/import', at('import-page.tsx')),
] satisfies RouteConfig

/** Outside that frame: its own readings would send her here again and again. */
export const pledgeRoutes = [route('pledge', at('pledge-page.tsx'))] satisfies RouteConfig
