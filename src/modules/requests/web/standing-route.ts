import { look, page } from '../../../platform/http/page.ts'
import { requestStanding } from '../open-request.ts'

/** Asked by an open page, quietly: may it go on showing this request? */
export const loader = page({
  standing: look(requestStanding, ({ params }) => ({ requestId: params.requestId ?? '' })),
})
