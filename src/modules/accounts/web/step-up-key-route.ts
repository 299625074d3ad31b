import { form, submit } from '../../../platform/http/page.ts'
import { askPasskey } from '../ask-passkey.ts'

/** No page of its own: forms that ask again who she is ask here what her security key is asked. */
export const action = form({ ask: submit(askPasskey, ({ origin }) => ({ origin })) })
