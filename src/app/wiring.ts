import {
  registerCaseSources,
  registerClosingSource,
  registerOpenItems,
  registerTimelineSource,
  registerWaitingElsewhere,
} from '../modules/cases/index.ts'
import { decisionsWaiting, disclosureTimeline, sharesAtClosing } from '../modules/disclosures/index.ts'
import { papersAtClosing } from '../modules/documents/index.ts'
import { openRequestsOfCase, requestsAtClosing, requestTimeline } from '../modules/requests/index.ts'

/** What modules contribute to pages of others. Called once, before the first request. */
export function wireModules(): void {
  registerCaseSources()
  registerTimelineSource(requestTimeline)
  registerTimelineSource(disclosureTimeline)
  registerOpenItems('requests', openRequestsOfCase)
  for (const source of [requestsAtClosing, sharesAtClosing, papersAtClosing]) registerClosingSource(source)
  registerWaitingElsewhere('/requests/decisions', decisionsWaiting)
}
