import { relative, resolve } from 'node:path'
import { index, layout, type RouteConfig, type RouteConfigEntry, route } from '@react-router/dev/routes'
import { galleryRoutes } from '../../e2e/gallery/routes.ts'
import { accountRoutes, entranceRoutes } from '../modules/accounts/web/routes.ts'
import { caseRoutes } from '../modules/cases/web/routes.ts'
import { conflictRoutes } from '../modules/conflicts/web/routes.ts'
import { consultationRoutes } from '../modules/consultations/web/routes.ts'
import { directoryRoutes, pledgeRoutes } from '../modules/directory/web/routes.ts'
import { disclosureRoutes } from '../modules/disclosures/web/routes.ts'
import { documentRoutes } from '../modules/documents/web/routes.ts'
import { draftPages, draftRoutes } from '../modules/drafts/web/routes.ts'
import { emergencyRoutes } from '../modules/emergency/web/routes.ts'
import { oversightRoutes } from '../modules/oversight/web/routes.ts'
import { peopleRoutes } from '../modules/people/web/routes.ts'
import { referralRoutes } from '../modules/referrals/web/routes.ts'
import { requestRoutes } from '../modules/requests/web/routes.ts'
import { retentionRoutes } from '../modules/retention/web/routes.ts'
import { searchRoutes } from '../modules/search/web/routes.ts'
import { subjectAccessRoutes } from '../modules/subject-access/web/routes.ts'
import { todayRoutes } from '../modules/today/web/routes.ts'
import { viewingRoutes } from '../modules/viewing/web/routes.ts'

// Each module lists its own pages in `src/modules/<module>/web/routes.ts` and is spread in here.
// The gallery of components is a tool for us; a production build has no such route.
const hasGallery = process.env.NODE_ENV !== 'production' || process.env.DESIGN_GALLERY === '1'

/** Inside the frame of a signed-in person. */
const framed = [
  ...accountRoutes,
  ...caseRoutes,
  ...conflictRoutes,
  ...consultationRoutes,
  ...directoryRoutes,
  ...disclosureRoutes,
  ...documentRoutes,
  ...draftPages,
  ...emergencyRoutes,
  ...oversightRoutes,
  ...peopleRoutes,
  ...referralRoutes,
  ...requestRoutes,
  ...retentionRoutes,
  ...searchRoutes,
  ...subjectAccessRoutes,
  ...todayRoutes,
  ...viewingRoutes,
]

/** Ids stand in every page: they name a file of this project, never a folder of the machine it was built on. */
function named(entry: RouteConfigEntry): RouteConfigEntry {
  const file = relative(import.meta.dirname, resolve(import.meta.dirname, entry.file))
  const id = file.replace(/^(\.\.\/)+/, '').replace(/\.tsx?$/, '')
  return { ...entry, id: entry.id ?? id, ...(entry.children ? { children: entry.children.map(named) } : {}) }
}

const routes: RouteConfigEntry[] = [
  index('home.ts'),
  route('language', 'language.ts'),
  ...(hasGallery ? galleryRoutes : []),
  ...entranceRoutes,
  ...pledgeRoutes,
  ...draftRoutes,
  layout('shell.tsx', framed),
]

export default routes.map(named) satisfies RouteConfig
