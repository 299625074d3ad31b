import { look } from '../../../platform/http/page.ts'
import { showFrame } from '../show-frame.ts'

export const frameOf = look(showFrame, ({ params }) => ({ caseId: params.caseId ?? '' }))

/** What was posted, with the case of the address. */
export const withCase = ({
  params,
  form,
}: {
  params: Record<string, string | undefined>
  form: Record<string, unknown>
}) => ({ ...form, caseId: params.caseId })

export const toCase = (_: unknown, { params }: { params: Record<string, string | undefined> }) =>
  `/cases/${params.caseId}`
