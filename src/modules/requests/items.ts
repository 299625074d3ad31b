import { likelyDwellings } from '../../platform/documents/likely-places.ts'

/** What may go with a request, item by item, and the class of each (security design §4). Browser-safe. */
export const requestItems = {
  name: 'S',
  kana: 'S',
  birth_date: 'S',
  phone: 'S',
  safe_contact: 'S',
  child: 'S',
  languages: 'S',
  access_needs: 'S',
  chief_complaint: 'S',
  wishes: 'S',
  free: 'S',
  present_address: 'A',
  workplace: 'A',
  school: 'A',
  clinic: 'A',
} as const satisfies Record<string, 'P' | 'C' | 'S' | 'A'>

export type ItemCode = keyof typeof requestItems
export const itemCodes = Object.keys(requestItems) as [ItemCode, ...ItemCode[]]

/** Kinds of requests [P]; the sentence itself says what is asked for. */
export const requestKinds = [
  'information',
  'procedure',
  'interview',
  'accompaniment',
  'protection',
  'watch',
  'other',
] as const

export const requestStates = [
  'proposed',
  'not_approved',
  'sent',
  'accepted',
  'asked_back',
  'declined',
  'answered',
  'finished',
  'withdrawn',
] as const
export type RequestState = (typeof requestStates)[number]

export const openStates = ['proposed', 'sent', 'accepted', 'asked_back', 'answered'] as const
/** An answer is awaited. */
export const unansweredStates = ['sent', 'accepted', 'asked_back'] as const

export const messageKinds = [
  'handed',
  'accepted',
  'declined',
  'asked_back',
  'replied',
  'answered',
  'finished',
  'withdrawn',
] as const
export type MessageKind = (typeof messageKinds)[number]

/** How a body without a terminal was reached, or answered. */
export const means = ['hand', 'telephone', 'fax', 'post', 'in_person'] as const

/** Items that are a number or a place by nature; asking about each phrase of them would be noise. */
const plainlyPlaces: readonly string[] = [
  'phone',
  'safe_contact',
  'present_address',
  'workplace',
  'school',
  'clinic',
]

/** Texts that somebody wrote freely, in which a place may slip out. */
export function freeTexts(sheet: {
  title: string
  what: string
  why: string
  items: readonly { code: string; value: string }[]
}): string[] {
  const items = sheet.items.filter((item) => !plainlyPlaces.includes(item.code)).map((item) => item.value)
  return [sheet.title, sheet.what, sheet.why, ...items]
}

/** What in words written freely looks like a dwelling: it goes as whereabouts do, with a second person. */
export function dwellingsIn(sheet: Parameters<typeof freeTexts>[0]): string[] {
  return [
    ...new Set(
      freeTexts(sheet)
        .flatMap(likelyDwellings)
        .map((place) => place.text),
    ),
  ]
}
