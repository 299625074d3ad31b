import { parseJapaneseDate } from '../../../ui/wareki/parse-japanese-date.ts'

const days = ['from', 'until'] as const

/** The conditions of a list as a saved view keeps them: days in one form, no place in the pages. Pure. */
export function conditionsOf(query: URLSearchParams): URLSearchParams {
  const kept = new URLSearchParams(
    [...query].filter(([name, value]) => name !== 'after' && value.trim() !== ''),
  )
  for (const name of days) {
    const day = parseJapaneseDate(kept.get(name) ?? '')
    if (day) kept.set(name, day)
  }
  return kept
}

/** First days of this month and of this fiscal year, which begins in April. */
export function beginningsOf(today: string): { month: string; fiscalYear: string } {
  const [year = '', month = ''] = today.split('-')
  const fiscal = Number(month) < 4 ? Number(year) - 1 : Number(year)
  return { month: `${year}-${month}-01`, fiscalYear: `${fiscal}-04-01` }
}
