import type { z } from 'zod'
import type { Opened } from '../../platform/records.ts'
import { nameToShow } from '../people/index.ts'
import type { TodayLine } from './contract.ts'
import type { namesFor } from './names.ts'
import type { Found } from './sources.ts'

export interface Reader {
  userId: string
  today: string
  /** The absent whose work is hers today. */
  standsInFor: readonly string[]
}
export type Names = Opened<Awaited<ReturnType<typeof namesFor>>>
export type Seen = { [Source in keyof Found]-?: Opened<NonNullable<Found[Source]>> }
type RowOf<Source extends keyof Seen> = Seen[Source][number]

/** What a line says of itself; since when it waits is the same for all. */
export type Said = Omit<z.input<typeof TodayLine>, 'since' | 'day' | 'officeDays'>

/** What the line of each source says, with the names at hand. Pure; the words for codes are the page's. */
export function sayings(
  names: Names,
  reader: Reader,
): { [Source in keyof Seen]: (row: RowOf<Source>) => Said } {
  const staff = (id: string | null) => (id ? (names.staff[id] ?? '') : '')
  const desk = (id: string | null) => (id ? (names.desks[id] ?? '') : '')
  const whose = (id: string | null) => ({
    person: staff(id),
    isMine: id === reader.userId,
    coversFor: id && reader.standsInFor.includes(id) ? staff(id) : '',
  })
  const cardName = (id: string | null): string | null => {
    if (!id || !(id in names.cards)) return ''
    const card = names.cards[id]
    return card ? nameToShow(card) : null
  }
  const caseName = (caseId: string | null) => {
    const found = caseId ? names.cases[caseId] : undefined
    return { title: cardName(found?.clientId ?? null), number: found?.label?.number ?? '' }
  }
  const aCase = (row: Omit<RowOf<'cases'>, 'matter' | 'total' | 'since'>) => ({
    id: row.id,
    href: `/cases/${row.id}`,
    title: cardName(row.clientId) || (row.label ? row.label.title : null),
    number: row.label?.number ?? '',
  })
  return {
    cases: (row) => ({
      ...aCase(row),
      ...whose(row.assigneeId),
      code: row.matter === 'quiet' ? (row.waitingFor ?? '') : row.riskLevel,
    }),
    moved: (row) => ({ ...aCase(row), person: staff(row.byUserId), code: row.what, more: row.many - 1 }),
    approvals: (row) => ({
      id: row.id,
      href: row.caseId ? `/cases/${row.caseId}` : '/cases/review?queue=approvals',
      ...caseName(row.caseId),
      person: staff(row.matter === 'approval' ? row.askedBy : row.decidedBy),
      code: row.kind,
    }),
    consultations: (row) => ({
      id: row.id,
      href: `/consultations/${row.id}`,
      title: cardName(row.personId),
      number: caseName(row.caseId).number,
      person: staff(row.authorId),
      code: row.matter === 'urgent_consultation' ? row.urgency : row.channel,
    }),
    promises: (row) => {
      const next = row.record?.nextContact
      return {
        id: row.id,
        href: `/consultations/${row.id}`,
        title: row.caseId ? caseName(row.caseId).title : cardName(row.personId),
        number: caseName(row.caseId).number,
        ...whose(row.authorId),
        detail: [next?.at, next?.by, next?.note].filter(Boolean).join(' '),
      }
    },
    notes: (row) => ({
      id: row.id,
      href: '/consultations/handover',
      title: row.note?.text ?? null,
      person: staff(row.authorId),
    }),
    requests: ({ matter, row, sheet }) => ({
      id: row.id,
      href: `/requests/${row.id}`,
      title: sheet?.title ?? null,
      desk: desk(matter.startsWith('asked_') && matter !== 'asked_back' ? row.fromDeskId : row.toDeskId),
      ...whose(matter.startsWith('asked_') && matter !== 'asked_back' ? row.takenBy : row.sentBy),
      code: row.isUrgent
        ? 'urgent'
        : matter === 'asked_back' && row.dueOn < reader.today
          ? 'late'
          : row.state,
    }),
    referrals: (row) => ({
      id: row.id,
      href: `/referrals/${row.id}`,
      title: row.sheet?.who ?? null,
      desk: desk(row.fromDeskId),
    }),
    disclosures: (row) => ({
      id: row.id,
      href: row.matter === 'share_expiring' ? `/cases/${row.caseId}/ledger` : '/requests/decisions',
      ...caseName(row.caseId),
      desk: desk(row.toDeskId),
      ...whose(row.madeBy),
      code: row.decision ?? '',
    }),
    papers: (row) => ({
      id: row.id,
      href: `/requests/${row.requestId}`,
      title: '',
      number: `R${row.fiscalYear - yearBeforeReiwa}-${String(row.serial).padStart(4, '0')}`,
      desk: desk(row.toDeskId),
    }),
    drafts: (row) => ({ id: row.id, href: draftPath(row.kind, row.subjectId), title: '', code: row.kind }),
    admissions: (row) => ({
      id: row.id,
      href: `/desks/${row.deskId}/members`,
      title: staff(row.userId),
      desk: desk(row.deskId),
      person: staff(row.askedBy),
      code: row.role,
    }),
    desks: (row) => ({ id: row.id, href: `/desks/${row.id}/members`, title: desk(row.id) }),
    invitations: (row) => ({ id: row.id, href: '/accounts?state=invited', title: row.name }),
    glasses: (row) => ({
      id: row.id,
      href: '/duty/reviews',
      ...caseName(row.caseId),
      person: staff(row.userId),
    }),
    kits: (row) => ({ id: row.id, href: '/accounts/kits', title: '' }),
    alarms: (row) => ({
      id: row.id,
      href: `/alarms#${row.id}`,
      title: '',
      person: staff(row.userId),
      desk: desk(row.deskId),
      code: row.subject,
      more: row.times - 1,
    }),
    viewing: (row) => ({
      id: row.id,
      href: `/viewing#${row.id}`,
      title: staff(row.userId),
      desk: desk(row.deskId),
      code: row.rule,
    }),
    events: (row) => ({
      id: row.id,
      href: row.actorId
        ? `/audit?result=${row.result}&actorId=${row.actorId}`
        : `/audit?result=${row.result}`,
      title: staff(row.actorId),
      code: row.action,
      detail: row.result,
    }),
  }
}

const yearBeforeReiwa = 2018

const draftPaths: Readonly<Record<string, (subjectId: string) => string>> = {
  consultation: (id) => `/consultations/new?draft=${id}`,
  consultation_amendment: (id) => `/consultations/${id}/amend`,
  case_note: (id) => `/cases/${id}`,
  request: (id) => `/cases/${id}/requests/new`,
  handover_note: () => '/consultations/handover',
  form: (id) => `/drafts/form/${id}`,
}

/** Where it was begun; a form that nobody knows any more leads to its page of drafts' beginning. */
function draftPath(kind: string, subjectId: string): string {
  return draftPaths[kind]?.(subjectId) ?? '/today/draft'
}
