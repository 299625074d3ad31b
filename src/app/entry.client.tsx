import { StrictMode, startTransition } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { HydratedRouter } from 'react-router/dom'
import { followDocumentLocale } from '../platform/words/locale.ts'
import { followPresses } from '../ui/form/sending.ts'

followDocumentLocale()
followPresses()

startTransition(() => {
  hydrateRoot(
    document,
    <StrictMode>
      <HydratedRouter />
    </StrictMode>,
  )
})
