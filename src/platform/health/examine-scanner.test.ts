import { afterEach, beforeEach, expect, test } from 'vitest'
import { FakeClamd, saying } from '../scanner/testing.ts'
import { examineScanner } from './examine-scanner.ts'

const NOW = Date.parse('2026-11-28T12:00:00Z')
let daemon: FakeClamd
beforeEach(async () => {
  daemon = await FakeClamd.start()
})
afterEach(() => daemon.remove())

const look = async () =>
  (await examineScanner(daemon.path, NOW)).map(({ subject, severity, detail }) => [subject, severity, detail])

test('no scanner is a notice, one that looks through files is good, and its signatures grow old', async () => {
  expect(await examineScanner(undefined, NOW)).toEqual([
    { subject: 'no-scanner', severity: 'notice', detail: '-' },
  ])
  const signatures = async (version: string) => {
    daemon.behaviour = saying('stream: OK', version)
    return (await look()).slice(1)
  }
  expect(await signatures('ClamAV 1.4.6/1/Fri Nov 27 12:00:00 2026')).toEqual([
    ['scanner-signatures', 'good', '1.0 d'],
  ])
  expect(await signatures('ClamAV 1.4.6/1/Thu Nov 12 12:00:00 2026')).toEqual([
    ['scanner-signatures', 'warning', '16.0 d'],
  ])
  expect(await signatures('ClamAV 1.4.6')).toEqual([['scanner-signatures', 'warning', '-']])
  expect((await look())[0]).toEqual(['scanner', 'good', daemon.path])
})

test('one that answers wrongly, or is away, is bad', async () => {
  for (const answer of ['ERROR', 'stream: Everything FOUND']) {
    daemon.behaviour = saying(answer)
    expect((await look()).map(([, severity]) => severity)).toEqual(['bad'])
  }
  await daemon.stop()
  expect(await look()).toEqual([['scanner', 'bad', `${daemon.path} (unreachable)`]])
})
