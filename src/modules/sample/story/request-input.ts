import { unconfirmedPlaces } from '../../../platform/documents/likely-places.ts'
import { formatEraDay } from '../../../ui/wareki/format-japanese-date.ts'
import { freeTexts, type ItemCode } from '../../requests/items.ts'
import type { sendRequest } from '../../requests/send-request.ts'
import type { Ask, RequestTheme } from '../content/ask.ts'
import { fill } from '../content/fill.ts'
import { consentNotes } from '../content/reply-words.ts'
import { daysAfter } from '../world/days.ts'
import type { Dice } from '../world/dice.ts'
import type { Client } from './client.ts'
import { suitedTo } from './suited.ts'

export type NewRequest = Omit<Parameters<typeof sendRequest>[1], 'submissionId' | 'caseId' | 'toDeskId'>

const labels: Readonly<Partial<Record<ItemCode, string>>> = {
  name: '氏名',
  kana: 'ふりがな',
  birth_date: '生年月日',
  phone: '電話番号',
  safe_contact: '安全な連絡方法',
  child: '子ども',
  languages: 'ことば',
  access_needs: '配慮してほしいこと',
  wishes: '本人の希望',
  free: 'そのほか',
}

/** The sheet for another desk: what, why, and exactly the items that go with it. */
export function requestOf(
  dice: Dice,
  { theme, ask }: { theme: RequestTheme; ask: Ask },
  client: Client,
  how: { day: string; today: string; basis: string; isUrgent: boolean },
): NewRequest {
  const notes = consentNotes[how.basis]
  const consent = notes ? fill(dice, dice.pick(notes), how.day) : ''
  const words = {
    title: ask.title,
    what: ask.what,
    why: ask.why,
    items: theme.items
      .map((code) => ({
        code: code as ItemCode,
        label: labels[code as ItemCode] ?? '',
        value: itemOf(dice, code, client),
        goes: 'on' as const,
      }))
      .filter((item) => item.value !== ''),
  }
  return {
    ...words,
    kind: theme.kind,
    basis: how.basis,
    consentNote: consent,
    isUrgent: how.isUrgent,
    callBack: dice.pick(['', '内線で担当まで', '午後の早い時間にお願いします', '担当者が不在のときは当番へ']),
    untilDay: daysAfter(laterDay(how.today, how.day), dice.between(20, 150)),
    // She has looked at each phrase that sounds like a place, as the page asks her to.
    confirmed: unconfirmedPlaces(freeTexts(words), []).map((place) => place.text),
  }
}

function itemOf(dice: Dice, code: string, client: Client): string {
  const { safeContact } = client
  switch (code) {
    case 'name':
      return `${client.family} ${client.given}`
    case 'kana':
      return `${client.familyKana} ${client.givenKana}`
    case 'birth_date':
      return client.birthDate ? formatEraDay(client.birthDate) : ''
    case 'phone':
      return client.phone ?? ''
    case 'safe_contact':
      return safeContact.mayContact === 'yes'
        ? `${safeContact.days} ${safeContact.from}〜${safeContact.until}、本人の携帯のみ。${safeContact.never}`
        : '当窓口を通してください。本人に直接連絡しないでください。'
    case 'child':
      return client.children.map(childLine).join('、')
    case 'languages':
      return client.languages.length > 1 ? 'やさしい日本語。通訳があると安心です。' : '日本語'
    case 'access_needs':
      return dice.pick([
        '個室での対応を希望',
        '大きな声が苦手',
        '付き添いの職員と一緒に',
        '休憩をはさみながら',
      ])
    case 'wishes':
      return dice.pick(suitedTo(client, client.theme.wishes))
    default:
      return dice.pick([
        '転入したばかりで近所に知り合いがいません。',
        '昼間は子どもと家にいることが多いです。',
      ])
  }
}

/** As the page that writes a request fills it in. */
function childLine({ family, given, familyKana, givenKana, birthDate }: Client['children'][number]): string {
  const born = birthDate ? ` ${formatEraDay(birthDate)}生` : ''
  return `${family} ${given} ${familyKana} ${givenKana}${born}`
}

function laterDay(one: string, other: string): string {
  return [one, other].sort().at(-1) ?? one
}
