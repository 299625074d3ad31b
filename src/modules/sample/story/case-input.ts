import type { addPersonToCase } from '../../cases/add-person.ts'
import type { openCase } from '../../cases/open-case.ts'
import { childNotes } from '../content/case-words.ts'
import { fill } from '../content/fill.ts'
import { daysAfter } from '../world/days.ts'
import type { Client, Relative } from './client.ts'
import type { PlannedCase } from './planned.ts'
import { riskReason } from './risk-reason.ts'
import { suitedTo } from './suited.ts'

export type OpenCase = Omit<
  Parameters<typeof openCase>[1],
  'submissionId' | 'consultationId' | 'assigneeId' | 'deskId'
>
export type NewPerson = Omit<Parameters<typeof addPersonToCase>[1], 'submissionId' | 'caseId'>

/** How the case begins: her wish beside the staff's judgement, and what everybody must know before calling. */
export function openingOf({ client, dice, calls }: PlannedCase, day: string): OpenCase {
  const { theme, counterpart, safeContact, phone } = client
  const isSerious = client.riskLevel === 'high' || client.riskLevel === 'extreme'
  const violence = Object.entries(calls[0]?.written.violence ?? {}).map(([kind, one]) => ({
    kind,
    first: one?.first ?? '',
    last: one?.last ?? '',
    words: '',
  }))
  return {
    core: {
      title: dice.pick(suitedTo(client, theme.titles)),
      wishes: dice.some(suitedTo(client, theme.wishes), dice.between(1, 2)).join('\n'),
      judgement: dice.some(suitedTo(client, theme.judgements), dice.between(1, 2)).join('\n'),
      summary: dice
        .some(suitedTo(client, theme.facts), 2)
        .map((line) => fill(dice, line, day))
        .join(''),
      difficulties: [...new Set(client.difficulties)],
      violence,
      counterpartRelation: client.relation,
    },
    safety: {
      contact: {
        ...safeContact,
        phone: safeContact.mayContact === 'yes' ? (phone ?? '') : '',
        ...(dice.chance(0.3) ? { checkAgainOn: daysAfter(day, dice.between(30, 90)) } : {}),
      },
      never: safeContact.never,
      counterpart: counterpart
        ? {
            name: `${counterpart.family} ${counterpart.given}`,
            relation: client.relation,
            features: counterpart.features,
            works: counterpart.works,
            pursuit: counterpart.pursuit,
          }
        : {},
    },
    riskLevel: client.riskLevel as NonNullable<OpenCase['riskLevel']>,
    ...(client.riskLevel === 'not_assessed'
      ? {}
      : { riskReason: riskReason(dice, client, client.riskLevel) }),
    ...(isSerious ? { reassessBy: daysAfter(day, dice.between(10, 30)) } : {}),
  }
}

/** Who else belongs to it: each child apart, and the one she is afraid of. */
export function othersOf({ client, dice }: PlannedCase): NewPerson[] {
  const children = client.children.map(
    (child): NewPerson => ({
      part: 'child',
      card: cardOf(child),
      face: { relation: child.sex === 'male' ? '息子' : '娘', note: dice.pick(childNotes) },
    }),
  )
  const companion = dice.chance(0.06) && client.age < 50 ? [relativeOf(client, dice.between(24, 30))] : []
  const counterpart = client.counterpart
    ? [
        {
          part: 'counterpart',
          card: cardOf(client.counterpart),
          face: { note: client.counterpart.features },
        } as const,
      ]
    : []
  return [
    ...children,
    ...companion.map((mother): NewPerson => ({ part: 'relative', card: mother, face: { relation: '母' } })),
    ...counterpart,
  ]
}

function relativeOf(client: Client, older: number): NewPerson['card'] {
  const { family, familyKana } = client
  const [given, givenKana] = older % 2 === 0 ? ['和子', 'かずこ'] : ['澄江', 'すみえ']
  return { names: [{ family, familyKana, given, givenKana }], sex: 'female' }
}

function cardOf(person: Relative): NewPerson['card'] {
  const { family, familyKana, given, givenKana, birthDate, sex } = person
  return { names: [{ family, familyKana, given, givenKana }], birthDate, sex }
}
