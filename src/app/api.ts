import { caseApi } from '../modules/cases/api.ts'
import { consultationApi } from '../modules/consultations/api.ts'
import { searchApi } from '../modules/search/api.ts'
import type { ApiRoute } from '../platform/http/api.ts'

/** Every address of the API, by module. */
export const apiRoutes: readonly ApiRoute[] = [...caseApi, ...consultationApi, ...searchApi]
