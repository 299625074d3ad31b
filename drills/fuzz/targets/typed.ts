import { whyPoorPassword } from '../../../src/modules/accounts/password-rule.ts'
import { totpStep } from '../../../src/modules/accounts/totp.ts'
import { listCursorOf } from '../../../src/modules/cases/list-store.ts'
import { numberKey } from '../../../src/modules/cases/number-key.ts'
import { cursorOf } from '../../../src/modules/cases/timeline.ts'
import { traitsOf, traitsOfName } from '../../../src/modules/conflicts/traits.ts'
import { hiraganaOf } from '../../../src/modules/directory/kana.ts'
import { needlesOf } from '../../../src/modules/people/needles.ts'
import { kanaKey, nameKeys } from '../../../src/modules/people/normalise.ts'
import { phoneKey, wholePhoneKey } from '../../../src/modules/people/phone.ts'
import { requestCursorOf } from '../../../src/modules/requests/list-requests.ts'
import { likelyPlaces } from '../../../src/platform/documents/likely-places.ts'
import { parseTime } from '../../../src/ui/form/parse-time.ts'
import { drawerLine, lineRuns, rankOfLine } from '../../../src/ui/lookup/drawer-line.ts'
import { searchKey } from '../../../src/ui/lookup/fold.ts'
import { matchRank, searchWords } from '../../../src/ui/lookup/match.ts'
import { idsMeant } from '../../../src/ui/lookup/short-number.ts'
import { parseJapaneseDate } from '../../../src/ui/wareki/parse-japanese-date.ts'
import { textLike } from '../mutate.ts'
import { must, type Target, target } from '../target.ts'

/** What people type: days, times, names, numbers, words to look for, codes, places in addresses. */
export async function typedTargets(): Promise<Target[]> {
  return [
    days(),
    times(),
    kana(),
    phones(),
    traits(),
    search(),
    places(),
    numbers(),
    caseNumbers(),
    passwords(),
    codes(),
    cursors(),
  ]
}

const isDay = (day: string) =>
  /^\d{4}-\d{2}-\d{2}$/.test(day) && new Date(`${day}T00:00:00Z`).toISOString().startsWith(day)
const isUuid = (id: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)

function days(): Target {
  const samples = [
    '\u4ee4\u548c8\u5e7411\u670821\u65e5\uff08\u571f\uff09',
    '\u662d\u548c64\u5e741\u67087\u65e5',
    'R8.11.21',
    '20261121',
    'Sat, 21 Nov 2026',
    '\u5e73\u6210\u5143\u5e741\u67088\u65e5',
  ]
  return target<string>({
    name: 'days',
    of: ['src/ui/wareki/parse-japanese-date.ts'],
    make: (random) => textLike(random, samples),
    read(typed) {
      const day = parseJapaneseDate(typed)
      must(day === undefined || (isDay(day) && parseJapaneseDate(day) === day), `${day} is no day`)
    },
  })
}

function times(): Target {
  return target<string>({
    name: 'times',
    of: ['src/ui/form/parse-time.ts'],
    make: (random) => textLike(random, ['14:30', '1430', '\uff11\uff14\u664230\u5206', '9\u6642']),
    read(typed) {
      const time = parseTime(typed)
      must(time === undefined || /^([01]\d|2[0-3]):[0-5]\d$/.test(time), `${time} is no time`)
    },
  })
}

function kana(): Target {
  const samples = [
    '\u3084\u307e\u3060 \u306f\u306a\u3053',
    '\uff94\uff8f\uff80\uff9e',
    '\u30f4\u30a1\u30fb\u30fc',
  ]
  return target<string>({
    name: 'kana',
    of: ['src/modules/people/normalise.ts', 'src/modules/directory/kana.ts'],
    make: (random) => textLike(random, samples),
    read(typed) {
      must(!/[\s\u3041-\u3096\u30fb\u30fc]/u.test(kanaKey(typed)), 'a key with two spellings')
      hiraganaOf(typed)
      nameKeys({ names: [{ familyKana: typed, givenKana: typed }], birthDate: '1990-01-01' } as never)
    },
  })
}

function phones(): Target {
  const samples = ['090-0000-0000', '+81 (0)3-0000-0000', '\uff10\uff13\uff0d\uff10', '0120000000']
  return target<string>({
    name: 'phones',
    of: ['src/modules/people/phone.ts'],
    make: (random) => textLike(random, samples),
    read(typed) {
      for (const key of [phoneKey(typed), wholePhoneKey(typed)])
        must(/^\d*$/.test(key), `${key} is no number`)
    },
  })
}

/** By what two people are held for one: nothing at all, or half a character, must never be something in common. */
function traits(): Target {
  const names = ['\u67b6\u7a7a', '\u82b1\u5b50', '\u30ab\u30ca', '\u30fb', '\u30fc', '\u3000', 'Mihon']
  const phones = ['090-0000-0000', '+81 90', '---']
  return target<string[]>({
    name: 'traits',
    of: ['src/modules/conflicts/traits.ts'],
    make: (random) => [
      ...Array.from({ length: 4 }, () => textLike(random, names, 8).toWellFormed()),
      textLike(random, phones).toWellFormed(),
    ],
    read([family = '', given = '', familyKana = '', givenKana = '', number = '']) {
      const card = { names: [{ family, given, familyKana, givenKana }], phones: [{ number }] }
      const dated = { ...card, birthDate: '1990-01-01' }
      const found = [...traitsOf(card as never), ...traitsOf(dated as never), ...traitsOfName(family + given)]
      for (const { use, value } of found) {
        must(value !== '' && value !== '|1990-01-01', `${use} of nothing`)
        must(value.isWellFormed(), 'half a character, which cannot be looked for')
        must(use !== 'phone' || /^\d{6,}$/.test(value), `${value} is no number`)
      }
      must(new Set(found.map(({ use }) => use)).size <= 4 && found.length <= 9, 'more traits than a name has')
    },
  })
}

function search(): Target {
  const samples = [
    '\u5c71\u7530 \u306f\u306a',
    'R8-0123',
    '0900000',
    '\u4ee4\u548c8\u5e7411\u670821\u65e5',
    '\u4f50\u3005\u6728',
  ]
  return target<{ typed: string; text: string }>({
    name: 'search-words',
    of: [
      'src/ui/lookup/match.ts',
      'src/ui/lookup/fold.ts',
      'src/ui/lookup/drawer-line.ts',
      'src/modules/people/needles.ts',
      'src/modules/directory/body-store.ts',
    ],
    make: (random) => ({ typed: textLike(random, samples), text: textLike(random, samples) }),
    read({ typed, text }) {
      const words = searchWords(typed)
      must(words.length <= 6, 'more than six words')
      needlesOf(words)
      const found = { texts: [text], phones: [text], day: '2026-11-21', caseNumber: 'R8-0123' }
      const rank = matchRank(words, found)
      const line = drawerLine('a', new Date(0), found)
      must(rankOfLine(words, line).rank === rank, 'a line that matches otherwise than what it was made from')
      must(JSON.stringify(line) === `"${line}"`, 'a text that breaks out of its line')
      must(
        rank === undefined || lineRuns(words).every((runs) => runs.some((run) => line.includes(run))),
        'not looked for',
      )
      rankOfLine(words, text)
      must(searchKey(searchKey(text)).length <= text.length * 20, 'a key that grows without end')
    },
  })
}

function places(): Target {
  const samples = [
    '\u4e2d\u592e\u4e8c\u4e01\u76ee3-4\u306e\u898b\u672c\u75c5\u9662\u306e\u8fd1\u304f',
    '090-0000-0000 https://example.jp/ mihon@example.jp',
    '\u3042\u308a\u304c\u3068\u3046\u3054\u3056\u3044\u307e\u3059',
  ]
  return target<string>({
    name: 'likely-places',
    of: ['src/platform/documents/likely-places.ts'],
    make: (random) => {
      const text = textLike(random, samples)
      return random.oneIn(2_000) ? text.repeat(100).slice(0, 4_000) : text.slice(0, 300)
    },
    read: (text) => must(likelyPlaces(text).length <= text.length * 20 + 1, 'more places than letters'),
  })
}

function numbers(): Target {
  const samples = ['0190-C000', '/cases/0190c000-0000-7000-8000-00000000000c']
  return target<string>({
    name: 'short-numbers',
    of: ['src/ui/lookup/short-number.ts'],
    make: (random) => textLike(random, samples),
    read(typed) {
      const ids = idsMeant(typed)
      must(!ids || (isUuid(ids.first) && isUuid(ids.last)), 'an id that the database would refuse')
    },
  })
}

function caseNumbers(): Target {
  const samples = [
    'R8-0123',
    '\uff32\uff18\uff0d\uff10\uff11',
    '\u4ee4\u548c8\u5e74 \u7b2c12\u53f7',
    '\u00df\ufb01',
  ]
  return target<string>({
    name: 'case-numbers',
    of: ['src/modules/cases/number-key.ts'],
    make: (random) => textLike(random, samples),
    read(typed) {
      const key = numberKey(typed)
      must(/^[A-Z0-9]*$/.test(key) && numberKey(key) === key, `${key} is no key`)
      must(
        numberKey(` ${typed}-`) === key && numberKey(key.toLowerCase()) === key,
        'a key with two spellings',
      )
    },
  })
}

function passwords(): Target {
  const samples = [
    'correct horse battery',
    'password1234',
    'aaaaaaaaaaaa',
    'qwertyuiop12',
    '\u898b\u672c\u5e02123456',
  ]
  return target<string>({
    name: 'passwords',
    of: ['src/modules/accounts/password-rule.ts'],
    // As long as the form lets it be.
    make: (random) => textLike(random, samples).slice(0, 200),
    read: (typed) => void whyPoorPassword(typed, ['mihon', '\u898b\u672c\u5e02', typed.slice(0, 5)]),
  })
}

function codes(): Target {
  const secret = new Uint8Array(20).fill(9)
  return target<string>({
    name: 'totp-codes',
    of: ['src/modules/accounts/totp.ts'],
    make: (random) => textLike(random, ['123456', '\uff11\uff12\uff13 456', '']),
    read(typed) {
      const step = totpStep(secret, typed, 1_800_000_000_000, 0)
      must(step === null || Number.isSafeInteger(step), 'a step that is no number')
    },
  })
}

/** Where a list goes on, from the address bar: whatever is taken, the database takes too. */
function cursors(): Target {
  const samples = [
    '2026-11-21_1800000000000_0190c000-0000-7000-8000-00000000000c',
    '1800000000000_0190c000-0000-7000-8000-00000000000c',
    '2026-11-21_0190c000-0000-7000-8000-00000000000c',
    '2026-02-30_1_------------------------------------',
    '0000-01-01_999999999999999_0190c000-0000-7000-8000-00000000000c',
  ]
  return target<string>({
    name: 'cursors',
    of: [
      'src/modules/cases/timeline.ts',
      'src/modules/cases/list-store.ts',
      'src/modules/requests/list-requests.ts',
    ],
    make: (random) => textLike(random, samples),
    read(given) {
      for (const cursor of [cursorOf(given), listCursorOf(given), requestCursorOf(given)]) {
        if (!cursor) continue
        must(isUuid(cursor.id), `${cursor.id} is no id`)
        if ('day' in cursor) must(isDay(cursor.day) && cursor.day >= '0001', `${cursor.day} is no day`)
      }
    },
  })
}
