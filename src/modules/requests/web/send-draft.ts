import { type LikelyPlace, likelyPlaces } from '../../../platform/documents/likely-places.ts'
import { parseJapaneseDate } from '../../../ui/wareki/parse-japanese-date.ts'
import { dwellingsIn, freeTexts } from '../items.ts'
import type { RequestForm } from '../prepare-request.ts'
import type { Answer } from './answer.tsx'
import type { SheetContent } from './sheet-view.tsx'

export interface Draft {
  sheet: SheetContent
  places: LikelyPlace[]
  basis: RequestForm['bases'][number] | undefined
  isPaper: boolean
  /** The first thing this desk hears of the case. */
  isFirst: boolean
  hasWhereabouts: boolean
  /** What in words written freely looks like where she lives. */
  dwellings: string[]
  isLifeInDanger: boolean
  isManager: boolean
  /** Whether the office lets whereabouts go first in danger to life. */
  mayGoFirst: boolean
  /** Whether somebody above must decide first; what the server will say, shown beforehand. */
  waits: boolean
}

type Read = (name: string) => string

/** What the form says now, as the sheet that would go out. */
export function draftOf(form: HTMLFormElement, given: RequestForm): Draft {
  const data = new FormData(form)
  return drawn((name) => String(data.get(name) ?? ''), given)
}

/** Before anything was typed, or what came back from a refused try. */
export function firstDraft(given: RequestForm, answer: Answer): Draft {
  const first: Record<string, string> = { untilDay: given.defaultUntil, dueOn: given.defaultDue }
  return drawn((name) => answer.typed(name) ?? first[name] ?? '', given)
}

function drawn(read: Read, given: RequestForm): Draft {
  const items = given.items
    .map((item, index) => ({
      ...item,
      value: read(`items.${index}.value`),
      goes: read(`items.${index}.goes`),
    }))
    .filter((item) => item.goes !== '' && item.value.trim() !== '')
  const basis = given.bases.find((one) => one.code === read('basis'))
  const desk = given.desks.find((one) => one.deskId === read('toDeskId'))
  const isLifeInDanger = read('isLifeInDanger') !== ''
  const texts = { title: read('title'), what: read('what'), why: read('why'), items }
  const dwellings = dwellingsIn(texts)
  const hasWhereabouts = dwellings.length > 0 || items.some((item) => item.isWhereabouts)
  return {
    sheet: {
      ...texts,
      basisLabel: basis?.label ?? '',
      untilDay: parseJapaneseDate(read('untilDay')) ?? null,
      dueOn: parseJapaneseDate(read('dueOn')) ?? null,
      isUrgent: read('isUrgent') !== '',
      callBack: read('callBack'),
    },
    places: [
      ...new Map(
        freeTexts(texts)
          .flatMap(likelyPlaces)
          .map((place) => [place.text, place]),
      ).values(),
    ],
    basis,
    isPaper: desk?.isPaper ?? false,
    isFirst: desk?.isFirst ?? false,
    hasWhereabouts,
    dwellings,
    isLifeInDanger,
    isManager: given.isManager,
    mayGoFirst: given.rules.dangerWithWhereabouts === 'act_first',
    waits: waits(basis, given, isLifeInDanger, hasWhereabouts),
  }
}

function waits(
  basis: Draft['basis'],
  given: RequestForm,
  isLifeInDanger: boolean,
  hasWhereabouts: boolean,
): boolean {
  if (hasWhereabouts) return !(isLifeInDanger && given.rules.dangerWithWhereabouts === 'act_first')
  if (!basis || isLifeInDanger || basis.decides === 'afterwards') return false
  return (
    (basis.hasConsent ? given.rules.withConsent : given.rules.withoutConsent) === 'manager' &&
    !given.isManager
  )
}
