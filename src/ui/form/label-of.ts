/** What the page calls a field: its label's own words (what follows in it says whether it is required), or its group's. */
export function labelOf(field: Element): string {
  const isChoice = field instanceof HTMLInputElement && ['checkbox', 'radio'].includes(field.type)
  const { labels } = field as Element & { labels?: NodeListOf<HTMLLabelElement> | null }
  const words = isChoice
    ? field.closest('fieldset')?.querySelector('legend')
    : (labels?.[0] ?? field.querySelector('legend'))
  return (words?.firstChild?.textContent ?? field.getAttribute('aria-label') ?? '').trim()
}
