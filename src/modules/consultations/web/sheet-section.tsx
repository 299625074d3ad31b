import type { ReactNode } from 'react'

interface SheetSectionProps {
  /** The digit that leads here together with Alt. */
  digit: number
  title: string
  /** Open from the start. */
  isOpen?: boolean
  children: ReactNode
}

export const sectionId = (digit: number) => `sheet-${digit}`

/** One part of the sheet around the memo; native disclosure, so it opens without JavaScript too. */
export function SheetSection({ digit, title, isOpen = false, children }: SheetSectionProps) {
  return (
    <details className="sheet-section" id={sectionId(digit)} open={isOpen}>
      <summary>
        <kbd>Alt {digit}</kbd>
        <h2>{title}</h2>
      </summary>
      <div className="sheet-fields">{children}</div>
    </details>
  )
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
