import { m } from '../../platform/words/words.ts'
import { Button } from '../button.tsx'
import { useHydrated } from '../use-hydrated.ts'

/** Without JavaScript the browser's own menu prints. */
export function PrintButton() {
  if (!useHydrated()) return null
  return (
    <Button variant="primary" onClick={() => window.print()}>
      {m.ui_print()}
    </Button>
  )
}
