import { m } from '../../../platform/words/words.ts'

/** How long to wait, in the unit people count in. */
export function waitWord(seconds: number): string {
  return seconds < 90
    ? m.accounts_wait({ seconds })
    : m.accounts_wait_minutes({ minutes: Math.ceil(seconds / 60) })
}
