import { form, submit } from '../../../platform/http/page.ts'
import { preparePasskey } from '../prepare-passkey.ts'

/** No page of its own: what a browser is asked to make a key for her. */
export const action = form({ ask: submit(preparePasskey, ({ origin }) => ({ origin })) })
