import type { ReactNode } from 'react'

interface DescriptionListProps {
  items: readonly { term: string; detail: ReactNode }[]
  /** Terms that are half a sentence get the greater part of a line. */
  hasLongTerms?: boolean
}

export function DescriptionList({ items, hasLongTerms = false }: DescriptionListProps) {
  return (
    <dl className="descriptions" data-terms={hasLongTerms ? 'long' : undefined}>
      {items.map(({ term, detail }) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{detail}</dd>
        </div>
      ))}
    </dl>
  )
}
