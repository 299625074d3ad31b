import { StrictMode, startTransition } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { HydratedRouter } from 'react-router/dom'
import { followDocumentLocale } from '../platform/words/locale.ts'
import { followPresses } from '../ui/form/sending.ts'
import { signForms } from '../ui/form/writer.ts'

followDocumentLocale()
followPresses()
signForms()

startTransition(() => {
  hydrateRoot(
    document,
    <StrictMode>
      <HydratedRouter />
    </StrictMode>,
  )
})
