import type { ReactNode } from 'react'
import { m } from '../../../platform/words/words.ts'
import type { FormValues } from '../../../ui/form/form-values.ts'

interface SheetSectionProps {
  /** The digit that leads here together with Alt. */
  digit: number
  title: string
  /** How many of its fields say something. */
  filled: number
  /** Open from the start. */
  isOpen?: boolean
  children: ReactNode
}

export const sectionId = (digit: number) => `sheet-${digit}`

/** One part of the sheet around the memo; native disclosure, so it opens without JavaScript too. */
export function SheetSection({ digit, title, filled, isOpen = false, children }: SheetSectionProps) {
  return (
    <details className="sheet-section" id={sectionId(digit)} open={isOpen}>
      <summary>
        <kbd>Alt {digit}</kbd>
        <h2>{title}</h2>
        {filled > 0 ? <small>{m.consultations_filled({ count: filled })}</small> : null}
      </summary>
      <div className="sheet-fields">{children}</div>
    </details>
  )
}

const blankValues = new Set(['', 'not_asked', 'not_assessed'])

/** How many fields beginning with these names hold more than a blank. Pure. */
export function filledIn(values: FormValues, names: readonly string[]): number {
  return Object.entries(values).filter(
    ([name, all]) =>
      names.some((one) => name === one || name.startsWith(`${one}.`)) &&
      all.some((value) => !blankValues.has(value)),
  ).length
}

/** Opens a part and goes to its first field. */
export function goToSection(digit: number): boolean {
  const section = document.getElementById(sectionId(digit))
  if (!(section instanceof HTMLDetailsElement)) return false
  section.open = true
  const first = section.querySelector<HTMLElement>('.sheet-fields :is(input, select, textarea)')
  // A group of chips is entered at what is chosen.
  const chosen = first?.closest('.chips')?.querySelector<HTMLElement>('input:checked')
  ;(chosen ?? first)?.focus()
  section.scrollIntoView({ block: 'nearest' })
  return true
}
