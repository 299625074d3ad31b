import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Binaries } from './binaries.ts'
import { EmbeddedError } from './embedded-error.ts'
import type { Places } from './places.ts'
import { giveTo, type ServerUser } from './server-user.ts'

/** PostgreSQL inherits nothing of ours: the environment may hold paths of secrets. */
export const BARE_ENVIRONMENT = { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' }

/** The first one with rules of its own, the same on every machine; an older server sorts as its ICU does. */
const FIRST_BUILTIN = 17

function collation(major: string): string[] {
  return Number(major) < FIRST_BUILTIN
    ? ['--locale-provider=icu', '--icu-locale=und']
    : ['--locale-provider=builtin', '--builtin-locale=C.UTF-8']
}

/** Builds the cluster in a side folder and renames it, so that a crash on the way never leaves half a cluster. */
export async function initialise(
  places: Places,
  { folder, major }: Binaries,
  user: ServerUser | undefined,
  fsync: boolean,
) {
  const side = `${places.cluster}.part`
  rmSync(side, { recursive: true, force: true })
  mkdirSync(side, { mode: 0o700 })
  giveTo(user, side)
  if (!existsSync(places.passwordFile)) {
    writeFileSync(places.passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600 })
    giveTo(user, places.passwordFile)
  }
  const options = [
    '--username=postgres',
    '--auth=scram-sha-256',
    `--pwfile=${places.passwordFile}`,
    '--encoding=UTF8',
  ]
  options.push(...collation(major), '--locale=C', '--data-checksums')
  if (!fsync) options.push('--no-sync')
  try {
    await promisify(execFile)(join(folder, 'bin/initdb'), ['-D', side, ...options], {
      ...user,
      cwd: places.database,
      env: BARE_ENVIRONMENT,
    })
  } catch (error) {
    throw new EmbeddedError('cannot-initialise', error instanceof Error ? error.message : String(error))
  }
  renameSync(side, places.cluster)
}
