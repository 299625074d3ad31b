import { look, page } from '../../../platform/http/page.ts'
import { howToConfirm } from '../confirm-by-directory.ts'
import { ownSampleFilling } from '../own-sample-filling.ts'

/** No page of its own: the dialog that asks again, over a page that stays, looks here. */
export const loader = page({
  own: look(ownSampleFilling, () => ({})),
  way: look(howToConfirm, ({ origin }) => ({ origin })),
})
