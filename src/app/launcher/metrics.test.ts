import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { noteArchive } from '../../platform/health/archive-state.ts'
import { noteBackup } from '../../platform/health/last-backup.ts'
import { metricsText, ProcessFigures, placeSamples } from './metrics.ts'

const NOW = Date.parse('2026-11-28T12:00:00Z')

test('ages, room and processes are told, and no name and no path', () => {
  const folder = mkdtempSync(join(tmpdir(), 'metrics-of-mihon-'))
  try {
    noteBackup(folder, { at: '2026-11-28T11:00:00Z', bytes: 5 })
    noteArchive(folder, {
      completeUpTo: '2026-11-28T11:59:30Z',
      segment: '000000010000000000000001',
      putAt: '2026-11-28T11:59:30Z',
      lookedAt: '2026-11-28T12:00:00Z',
      trouble: 'cannot-write',
      gapSince: null,
    })
    const figures = new ProcessFigures()
    for (const name of ['staff', 'worker']) figures.ready(name)
    figures.restarts('staff')
    const text = metricsText([
      ...figures.samples(),
      ...placeSamples({ dataDir: folder, backupDir: folder }, NOW),
    ])
    for (const line of [
      'yorube_up{process="staff"} 0',
      'yorube_up{process="worker"} 1',
      'yorube_restarts_total{process="staff"} 1',
      'yorube_backup_age_seconds 3600',
      'yorube_archive_lag_seconds 30',
      'yorube_archive_trouble 1',
    ])
      expect(text.split('\n')).toContain(line)
    expect(text).toMatch(/^yorube_disk_free_bytes\{disk="data"\} \d+$/m)
    expect(text.match(/# TYPE yorube_up gauge/g)).toHaveLength(1)
    expect(text).not.toMatch(/mihon|\/tmp/)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
