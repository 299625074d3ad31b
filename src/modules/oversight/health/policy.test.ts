import { expect, test } from 'vitest'
import { byUrgency, type Figures, linesOf, shownOf } from './policy.ts'

const well: Figures = {
  sealingSeconds: 3,
  alarms: 0,
  lateKeys: 0,
  thinDesks: 0,
  kits: 'ready',
  oldRoot: false,
}
const severityOf = (figures: Partial<Figures>, subject: string) =>
  linesOf({ ...well, ...figures }).find((one) => one.subject === subject)?.severity

test('an instance that is well says so of everything', () => {
  expect(linesOf(well).filter((one) => one.severity !== 'good')).toEqual([])
})

test('what nobody seals, and an alarm that nobody answered, needs a person now', () => {
  expect(severityOf({ sealingSeconds: 61 }, 'sealing')).toBe('warning')
  expect(severityOf({ sealingSeconds: 601 }, 'sealing')).toBe('bad')
  expect(severityOf({ alarms: 1 }, 'alarms')).toBe('bad')
})

test('what is due soon is a warning', () => {
  expect(severityOf({ thinDesks: 1 }, 'thin-desks')).toBe('warning')
  expect(severityOf({ lateKeys: 2 }, 'late-keys')).toBe('warning')
  for (const kits of ['used', 'unconfirmed', 'old', null] as const)
    expect(severityOf({ kits }, 'kits')).toBe('warning')
  expect(severityOf({ oldRoot: true }, 'old-root')).toBe('warning')
})

test('a place of the machine never comes onto the page', () => {
  const shown = (subject: 'data-disk' | 'database' | 'root-secret', detail: string) =>
    shownOf({ subject, severity: 'bad', detail }).detail
  expect(shown('data-disk', '0.4 GB')).toBe('0.4 GB')
  expect(shown('data-disk', '/srv/yorube')).toBe('')
  expect(shown('database', '10.1.2.3:5432')).toBe('')
  expect(shown('root-secret', '1.2')).toBe('')
})

test('of the scanner the page shows how old its signatures are, and not where it is', () => {
  const shown = (subject: 'scanner' | 'scanner-signatures' | 'no-scanner', detail: string) =>
    shownOf({ subject, severity: 'good', detail }).detail
  expect(shown('scanner-signatures', '3.2 d')).toBe('3.2 d')
  expect(shown('scanner', '/run/clamav/clamd.ctl')).toBe('')
  expect(shown('no-scanner', '-')).toBe('')
})

test('a notice stands behind what waits for somebody', () => {
  const notice = { subject: 'no-scanner', severity: 'notice', detail: '' } as const
  const lines = byUrgency([notice, ...linesOf({ ...well, thinDesks: 1 })])
  expect(lines.slice(0, 2).map((one) => one.subject)).toEqual(['thin-desks', 'no-scanner'])
})

test('the worst stands first', () => {
  const lines = byUrgency([...linesOf({ ...well, alarms: 1, thinDesks: 1 })])
  expect(lines.slice(0, 2).map((one) => one.subject)).toEqual(['alarms', 'thin-desks'])
})
