import { form, look, page, submit } from '../../../platform/http/page.ts'
import { stayAwake } from '../stay-awake.ts'

/** No page of its own: the idle lock looks here (quietly) and keeps the session awake (as an act). */
export const loader = page({ awake: look(stayAwake, () => ({})) })

export const action = form({ stay: submit(stayAwake, () => ({})) })
