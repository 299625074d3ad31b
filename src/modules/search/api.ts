import { apiRoute } from '../../platform/http/api.ts'
import { findNames } from './find-names.ts'

/** A search posts its words: what somebody looks for stands in no address. */
export const searchApi = [
  apiRoute({
    method: 'post',
    path: '/search',
    useCase: findNames,
    summary: 'Looks up names and case numbers.',
  }),
]
