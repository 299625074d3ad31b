import { form, submit } from '../../../platform/http/page.ts'
import { recogniseCaller } from '../recognise-caller.ts'

/** Asked by POST: a telephone number has no place in an address. */
export const action = form({ recognise: submit(recogniseCaller, ({ form: posted }) => posted) })
