import { StrictMode, startTransition } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { HydratedRouter } from 'react-router/dom'
import { followDocumentLocale, getLocale } from '../platform/words/locale.ts'
import { bringWords } from '../platform/words/one-language.ts'
import { followPresses } from '../ui/form/sending.ts'
import { signForms } from '../ui/form/writer.ts'

followDocumentLocale()
followPresses()
signForms()

// Without its words (the network went) a page stays as the server wrote it, and works as it does without JavaScript.
void bringWords(getLocale()).then(() =>
  startTransition(() => {
    hydrateRoot(
      document,
      <StrictMode>
        <HydratedRouter />
      </StrictMode>,
    )
  }),
)
