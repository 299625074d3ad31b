import { expect, test } from 'vitest'
import { signaturesMadeAt } from './answers.ts'

test('the day of the signatures is read of the version, where it says one', () => {
  const dayOf = (version: string) => signaturesMadeAt(version)?.toISOString().slice(0, 10)
  expect(dayOf('ClamAV 1.4.6/27793/Sat Nov 28 08:46:00 2026')).toBe('2026-11-28')
  expect(dayOf('ClamAV 1.4.6/27793/Tue Nov  3 08:46:00 2026')).toBe('2026-11-03')
  for (const other of ['ClamAV 1.4.6', 'ClamAV 1.4.6/27793/soon', '', 'UNKNOWN COMMAND'])
    expect(dayOf(other)).toBeUndefined()
})
