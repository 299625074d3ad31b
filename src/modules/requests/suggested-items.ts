import type { z } from 'zod'
import { nameOf } from '../../codes/words.ts'
import type { Opened } from '../../platform/records.ts'
import { listed, spaced } from '../../platform/words/joining.ts'
import { m } from '../../platform/words/words.ts'
import { formatEraDay } from '../../ui/wareki/format-japanese-date.ts'
import type { CaseForRequest } from '../cases/index.ts'
import { warningsOf } from '../people/codes.ts'
import { type CasePerson, type KnownPlace, nameToShow, type PersonCard } from '../people/index.ts'
import { type ItemCode, itemCodes, requestItems } from './items.ts'

export interface SuggestedItem {
  code: ItemCode
  label: string
  value: string
  isWhereabouts: boolean
  places: { id: string; whose: string; recordedAt: Date }[]
}

type OpenedCase = Opened<Pick<CaseForRequest, 'core' | 'safety'>>
type OpenedPerson = Opened<Pick<CasePerson, 'id' | 'part' | 'card' | 'face'>>
type Card = z.output<typeof PersonCard>

const labels: Readonly<Record<ItemCode, () => string>> = {
  name: m.requests_item_name,
  kana: m.requests_item_kana,
  birth_date: m.requests_item_birth_date,
  phone: m.requests_item_phone,
  safe_contact: m.requests_item_safe_contact,
  child: m.requests_item_child,
  languages: m.requests_item_languages,
  access_needs: m.requests_item_access_needs,
  chief_complaint: m.requests_item_chief_complaint,
  wishes: m.requests_item_wishes,
  free: m.requests_item_free,
  present_address: m.requests_item_present_address,
  workplace: m.requests_item_workplace,
  school: m.requests_item_school,
  clinic: m.requests_item_clinic,
}

/**
 * What the case can give, with its value. Whereabouts are never filled in: whoever needs one reveals it with a
 * reason, and it is put here for the second person to check.
 */
export function suggestedItems(
  found: OpenedCase & {
    clientId: string
    people: readonly OpenedPerson[]
    chiefComplaint: string
    places: readonly KnownPlace[]
  },
): SuggestedItem[] {
  const client = found.people.find((person) => person.id === found.clientId)
  const children = found.people.filter((person) => person.part === 'child')
  const values: Partial<Record<ItemCode, string>> = {
    ...(client?.card ? ofCard(client.card) : {}),
    languages: listed(client?.face?.languages.map((code) => nameOf('language', code)) ?? []),
    access_needs: client?.face?.accessNeeds ?? '',
    chief_complaint: found.chiefComplaint,
    wishes: found.core?.wishes ?? '',
    safe_contact: found.safety ? contactSentence(found.safety) : '',
  }
  return itemCodes.flatMap((code) => {
    const isWhereabouts = requestItems[code] === 'A'
    const places = isWhereabouts ? placesOf(code, found) : []
    const one = { code, label: labels[code](), isWhereabouts, places }
    if (code === 'child' && children.length > 0)
      return children.map((child) => ({ ...one, value: child.card ? childLine(child.card) : '' }))
    return [{ ...one, value: values[code] ?? '' }]
  })
}

/** The latest of each person; an earlier one is history, and nothing to send. */
function placesOf(
  code: ItemCode,
  { places, people }: { places: readonly KnownPlace[]; people: readonly OpenedPerson[] },
): SuggestedItem['places'] {
  const ofKind = places.filter((place) => place.kind === code)
  return ofKind
    .filter((place, index) => ofKind.findIndex((one) => one.personId === place.personId) === index)
    .map((place) => {
      const card = people.find((person) => person.id === place.personId)?.card
      return { id: place.id, whose: card ? nameToShow(card) : '', recordedAt: place.createdAt }
    })
}

function ofCard(card: Card): Partial<Record<ItemCode, string>> {
  return {
    name: nameToShow(card),
    kana: kanaOf(card),
    birth_date: card.birthDate ? formatEraDay(card.birthDate) : '',
    phone: listed(card.phones.map((phone) => phone.number)),
  }
}

function kanaOf(card: Card): string {
  const name = card.names.find((one) => one.kind === 'used') ?? card.names[0]
  return name ? `${name.familyKana} ${name.givenKana}`.trim() : ''
}

function childLine(card: Card): string {
  const birth = card.birthDate ? m.requests_born_on({ day: formatEraDay(card.birthDate) }) : ''
  return [nameToShow(card), kanaOf(card), birth].filter((part) => part !== '').join(' ')
}

/** One sentence to read before calling: times, voicemail, by what name, what never to do. */
function contactSentence({ contact, never }: NonNullable<OpenedCase['safety']>): string {
  if (contact.mayContact !== 'yes') return m.requests_contact_not_allowed()
  const times =
    contact.from || contact.until
      ? `${contact.days} ${contact.from}\u2013${contact.until}`.trim()
      : contact.days
  const warnings = spaced(warningsOf(contact.never, never))
  return listed([
    times && m.requests_contact_times({ times }),
    contact.voicemail === 'yes' ? m.requests_contact_voicemail_yes() : m.requests_contact_voicemail_no(),
    contact.callerName && m.requests_contact_caller({ name: contact.callerName }),
    warnings && m.requests_contact_never({ text: warnings }),
  ])
}
