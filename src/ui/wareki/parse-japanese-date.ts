/**
 * Reads a day as people in Japanese offices write it, in the browser and on the server alike. Answers `YYYY-MM-DD`,
 * or undefined: a day that does not exist, or lies outside its era, is refused and never rolled over to another one.
 */
export function parseJapaneseDate(raw: string): string | undefined {
  const text = raw
    .normalize('NFKC')
    .replace(/\s/g, '')
    .replace(/\([^)]*\)/g, '')
  return inEra(text) ?? inWesternYear(text) ?? inEnglish(text)
}

/** First day of each era; an era ends the day before the next begins. Before 1873 Japan counted lunar months. */
const ERAS = [
  { name: '令和', letter: 'R', from: '2019-05-01', firstYear: 2019 },
  { name: '平成', letter: 'H', from: '1989-01-08', firstYear: 1989 },
  { name: '昭和', letter: 'S', from: '1926-12-25', firstYear: 1926 },
  { name: '大正', letter: 'T', from: '1912-07-30', firstYear: 1912 },
  { name: '明治', letter: 'M', from: '1873-01-01', firstYear: 1868 },
] as const

const ERA_WITH_MARKS = /^(令和|平成|昭和|大正|明治|[RHSTM])(\d{1,2}|元)[年./-](\d{1,2})[月./-](\d{1,2})日?$/i
const ERA_SIX_DIGITS = /^(令和|平成|昭和|大正|明治|[RHSTM])(\d{2})(\d{2})(\d{2})$/i
const WESTERN = /^(\d{4})(?:[年./-](\d{1,2})[月./-](\d{1,2})日?|(\d{2})(\d{2}))$/
const ENGLISH = /^(?:[a-z]{3,9},?)?(\d{1,2})([a-z]{3,9}),?(\d{4})$/i
const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')
const LAST_YEAR = 2199

function inEra(text: string): string | undefined {
  const [, mark = '', year = '', month, date] = ERA_WITH_MARKS.exec(text) ?? ERA_SIX_DIGITS.exec(text) ?? []
  const index = ERAS.findIndex(({ name, letter }) => name === mark || letter === mark.toUpperCase())
  const era = ERAS[index]
  if (!era) return undefined
  const day = existingDay(era.firstYear + (year === '元' ? 1 : Number(year)) - 1, Number(month), Number(date))
  const next = ERAS[index - 1]
  return day && day >= era.from && (!next || day < next.from) ? day : undefined
}

function inWesternYear(text: string): string | undefined {
  const [, year, month, date, month2, date2] = WESTERN.exec(text) ?? []
  const day = existingDay(Number(year), Number(month ?? month2), Number(date ?? date2))
  return day && day >= '1873-01-01' ? day : undefined
}

/** 21 November 2026, Sat, 21 Nov 2026: as the English pages write a day. */
function inEnglish(text: string): string | undefined {
  const [, date, month = '', year] = ENGLISH.exec(text) ?? []
  const at = MONTHS.indexOf(month.slice(0, 3).toLowerCase())
  const day = at < 0 ? undefined : existingDay(Number(year), at + 1, Number(date))
  return day && day >= '1873-01-01' ? day : undefined
}

function existingDay(year: number, month: number, date: number): string | undefined {
  const at = new Date(Date.UTC(year, month - 1, date))
  const exists = at.getUTCFullYear() === year && at.getUTCMonth() === month - 1 && at.getUTCDate() === date
  return exists && year <= LAST_YEAR ? at.toISOString().slice(0, 10) : undefined
}
