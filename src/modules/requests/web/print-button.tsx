import { m } from '../../../platform/words/words.ts'
import { Button } from '../../../ui/button.tsx'
import { useHydrated } from '../../../ui/use-hydrated.ts'

/** Without JavaScript the browser's own menu prints. */
export function PrintButton() {
  if (!useHydrated()) return null
  return (
    <Button variant="primary" onClick={() => window.print()}>
      {m.ui_print()}
    </Button>
  )
}
