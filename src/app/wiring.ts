import {
  registerCaseSources,
  registerOpenItems,
  registerTimelineSource,
  registerWaitingElsewhere,
} from '../modules/cases/index.ts'
import { decisionsWaiting, disclosureTimeline } from '../modules/disclosures/index.ts'
import { openRequestsOfCase, requestTimeline } from '../modules/requests/index.ts'

/** What modules contribute to pages of others. Called once, before the first request. */
export function wireModules(): void {
  registerCaseSources()
  registerTimelineSource(requestTimeline)
  registerTimelineSource(disclosureTimeline)
  registerOpenItems('requests', openRequestsOfCase)
  registerWaitingElsewhere('/requests/decisions', decisionsWaiting)
}
