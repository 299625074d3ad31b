import { labelled } from '../../../platform/words/joining.ts'
import { m } from '../../../platform/words/words.ts'
import type { CaseView } from '../case-view.ts'

type Person = CaseView['people'][number]
type Card = NonNullable<Person['card']>

export function clientOf(found: CaseView): Person | undefined {
  return found.people.find((one) => one.id === found.case.clientId)
}

/** What she goes by, else the first name. */
export function personName(card: Card): string {
  const name = card.names.find((one) => one.kind === 'used') ?? card.names[0]
  return name ? `${name.family} ${name.given}`.trim() : ''
}

export function kanaOf(card: Card): string {
  const name = card.names.find((one) => one.kind === 'used') ?? card.names[0]
  return name ? `${name.familyKana} ${name.givenKana}`.trim() : ''
}

/** The other names, each with what it is: 旧姓, 通称, 仮名. */
export function otherNames(card: Card): string[] {
  const shown = personName(card)
  return card.names
    .map((one) => ({ kind: one.kind, text: `${one.family} ${one.given}`.trim() }))
    .filter((one) => one.text !== '' && one.text !== shown)
    .map((one) => labelled(nameKindWord(one.kind), one.text))
}

export function nameKindWord(kind: string): string {
  const words: Record<string, () => string> = {
    legal: m.cases_name_legal,
    used: m.cases_name_used,
    maiden: m.cases_name_maiden,
    pseudonym: m.cases_name_pseudonym,
  }
  return words[kind]?.() ?? kind
}
