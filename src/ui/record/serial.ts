import { m } from '../../platform/words/words.ts'

const yearBeforeReiwa = 2018

/** 令和8年度 第0123号 */
export function serialOf(numbered: { fiscalYear: number; serial: number }): string {
  return m.ui_serial({
    year: numbered.fiscalYear - yearBeforeReiwa,
    serial: String(numbered.serial).padStart(4, '0'),
  })
}
