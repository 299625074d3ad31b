import { getLocale } from '../../../platform/words/locale.ts'
import { m } from '../../../platform/words/words.ts'
import { StatusLabel } from '../../../ui/status-label.tsx'
import { dayOf, formatDay } from '../../../ui/wareki/format-japanese-date.ts'

/** Whether a body or a desk is in force, in a word. */
export function Term({ activeUntil }: { activeUntil: string | null }) {
  if (activeUntil === null) return <StatusLabel tone="done">{m.directory_active()}</StatusLabel>
  const day = formatDay(activeUntil, getLocale())
  return activeUntil < dayOf(new Date()) ? (
    <StatusLabel tone="closed">{m.directory_ended_on({ day })}</StatusLabel>
  ) : (
    <StatusLabel tone="attention">{m.directory_ends_on({ day })}</StatusLabel>
  )
}
