import type { FieldClass, Recipient, RecipientKind, ReleasedField } from './contract.ts'

const order: readonly FieldClass[] = ['P', 'C', 'S', 'A']

/** The most that a kind of recipient may be given (domain reference §6.1), whatever the basis. */
export const ceilings: Readonly<Record<RecipientKind, FieldClass>> = {
  client: 'A',
  internal: 'A',
  center: 'A',
  department: 'A',
  agency: 'A',
  facility: 'A',
  private_body: 'S',
  registered_establishment: 'S',
  person: 'S',
  agent: 'S',
}

export function highestOf(fields: readonly ReleasedField[]): FieldClass {
  return fields.reduce<FieldClass>(
    (highest, field) => (order.indexOf(field.class) > order.indexOf(highest) ? field.class : highest),
    'P',
  )
}

/** Parts of a case to which nothing is ever released: the counterpart, and kin (who may pass it on). */
export const opposingParts: readonly string[] = ['counterpart', 'relative']

export type SecondPerson = 'agrees' | 'afterwards' | 'missing'

export interface GateFacts {
  recipientKind: RecipientKind
  recipient: Recipient
  /** The part that a recipient named by row has in the case; null when he is no person of it. */
  personPart: string | null
  isNamedLikeOpposing: boolean
  /** Whose eyes whereabouts need besides the sender's: they are there, come afterwards (danger to life), or are missing. */
  secondPerson: SecondPerson
}

/** Null when it may leave, else the sentence that says why not. */
export function whyNotRelease(fields: readonly ReleasedField[], facts: GateFacts): string | null {
  const classes: readonly string[] = fields.map((field) => field.class)
  if (classes.some((one) => !(order as readonly string[]).includes(one))) return 'documents_refused_placement'
  if (facts.isNamedLikeOpposing) return 'documents_refused_opposing'
  const { recipient } = facts
  if (recipient.kind === 'agent' && recipient.actsFor !== 'client') return 'documents_refused_agent'
  if (recipient.kind === 'person' && facts.personPart === null) return 'documents_refused_unknown_person'
  if (recipient.kind === 'person' && opposingParts.includes(facts.personPart ?? ''))
    return 'documents_refused_opposing'
  const highest = highestOf(fields)
  if (order.indexOf(highest) > order.indexOf(ceilings[facts.recipientKind]))
    return 'documents_refused_ceiling'
  if (highest === 'A' && facts.secondPerson === 'missing') return 'documents_refused_second_person'
  return null
}

/** 年度: April to March, named by the year in which it begins. */
export function fiscalYearOf(day: string): number {
  const [year = 0, month = 0] = day.split('-').map(Number)
  return month >= 4 ? year : year - 1
}

/** Spaces, honorifics and the middle dot do not make another person. */
export function nameKey(text: string): string {
  return text.normalize('NFKC').replace(/[\s\u30fb]/g, '')
}

/** Whether a recipient's name as typed holds the full name of one of these people, in either script. */
export function namesOneOf(
  typed: string,
  people: readonly { family: string; given: string; familyKana: string; givenKana: string }[],
): boolean {
  const key = nameKey(typed)
  return people
    .flatMap((name) => [
      nameKey(`${name.family}${name.given}`),
      nameKey(`${name.familyKana}${name.givenKana}`),
    ])
    .some((name) => name.length >= 2 && key.includes(name))
}
