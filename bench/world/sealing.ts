import '../../src/modules/cases/index.ts'
import '../../src/modules/consultations/index.ts'
import { z } from 'zod'
import { recordKinds } from '../../src/platform/records.ts'
import type { GrantRow, PlainDocument, Vault } from '../../src/platform/vault/index.ts'
import type { CaseContent, ConsultationContent } from './case-content.ts'
import type { DeskHands } from './hands.ts'

/** The product's own kinds of documents, as its modules register them. */
function kindOf(label: string) {
  const kind = recordKinds().find((one) => one.label === label)
  if (!kind) throw new Error(`no kind of record is called ${label}`)
  return kind
}

/** A document as the product writes it, every field that stays blank included. */
function filled(label: string, content: object): Record<string, unknown> {
  return z.record(z.string(), z.unknown()).parse(kindOf(label).schema.parse(content))
}

const blank = {
  core: filled('case_.core', {}),
  safety: filled('case_.safety', {}),
  card: filled('person.card', {}),
  name: { kind: 'legal', family: '', given: '', familyKana: '', givenKana: '' },
  record: filled('consultation.record', {}),
}

const safetyOf = (content: CaseContent) => ({ ...blank.safety, never: content.never })

function coreOf({ number, title, wishes, judgement }: CaseContent) {
  return { ...blank.core, number, title, wishes, judgement }
}

function cardOf({ family, given, familyKana, givenKana, birthDate, phone }: CaseContent) {
  return {
    ...blank.card,
    names: [{ ...blank.name, family, given, familyKana, givenKana }],
    birthDate,
    phones: [{ number: phone, note: '' }],
  }
}

function recordOf({ memo, wish, advice, day, channel, minutes }: ConsultationContent) {
  return {
    ...blank.record,
    lines: memo.map((text) => ({ text, kind: 'fact' })),
    wish,
    advice,
    counted: {
      ...{ day, channel, minutes, countedAs: 'counselling', urgency: 'not_asked', riskLevel: 'not_assessed' },
      ...{ route: 'not_asked', relation: 'not_asked', sex: 'not_asked', ageBand: 'not_asked' },
    },
  }
}

export interface CaseIds {
  caseId: string
  personId: string
  caseCompartment: string
  personCompartment: string
  consultations: string[]
}

export interface SealedCase {
  content: CaseContent
  ids: CaseIds
  grants: GrantRow[]
  core: Uint8Array
  label: Uint8Array
  safety: Uint8Array
  card: Uint8Array
  deskCard: Uint8Array
  records: Uint8Array[]
}

/** Keys and documents of some cases of one desk, made by the vault as a use-case has them made. */
export function sealCases(
  vault: Vault,
  hands: DeskHands,
  cases: readonly { content: CaseContent; ids: CaseIds }[],
): SealedCase[] {
  const { tenantId } = hands.deskKey
  const to = [{ deskKey: hands.deskKey, notAfter: 0, basisId: null }]
  const grantsOf = (compartmentId: string) => vault.newCompartment({ tenantId, compartmentId }, to)
  const { memberships } = hands
  const holder = { cookie: hands.session.cookie, session: hands.session.session, memberships }
  // The desk's own keys stand there settled, as whoever makes them stores them.
  const withGrants = cases.map((one) => {
    const made = [...grantsOf(one.ids.caseCompartment), ...grantsOf(one.ids.personCompartment)]
    return { ...one, grants: vault.settleGrants({ ...holder, grants: made }) }
  })
  const opener = { ...holder, grants: withGrants.flatMap((one) => one.grants) }
  const documents = cases.map((one) => documentsOf(hands, one.content, one.ids))
  const sealed = vault.seal(opener, documents.flat()).values()
  const next = () => sealed.next().value ?? new Uint8Array()
  return withGrants.map((one) => ({
    ...one,
    core: next(),
    label: next(),
    safety: next(),
    card: next(),
    deskCard: next(),
    records: one.content.consultations.map(next),
  }))
}

function documentsOf({ deskKey }: DeskHands, content: CaseContent, ids: CaseIds): PlainDocument[] {
  const of = (label: string, rowId: string, compartmentId: string, document: object): PlainDocument => {
    const { scope, version: schema } = kindOf(label)
    const { tenantId } = deskKey
    return { tenantId, label, rowId, scope, compartmentId, rev: 1, schema, json: JSON.stringify(document) }
  }
  const { caseId, personId, caseCompartment, personCompartment } = ids
  const { number, title } = content
  return [
    of('case_.core', caseId, caseCompartment, coreOf(content)),
    of('case_.label', caseId, deskKey.deskId, { number, title }),
    of('case_.safety', caseId, caseCompartment, safetyOf(content)),
    of('person.card', personId, personCompartment, cardOf(content)),
    of('person.desk_card', personId, deskKey.deskId, cardOf(content)),
    ...content.consultations.map((one, at) =>
      of('consultation.record', ids.consultations[at] ?? '', caseCompartment, recordOf(one)),
    ),
  ]
}
