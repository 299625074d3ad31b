import { X509Certificate } from 'node:crypto'
import { lstatSync, readFileSync, statfsSync, writeFileSync } from 'node:fs'
import { rm, stat } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import type { Config } from '../config.ts'
import type { DatabaseAccess } from '../db/access.ts'
import { withClient } from '../db/with-client.ts'
import type { ArchiveState } from './archive-state.ts'
import type { LastBackup } from './last-backup.ts'
import type { Trial, Tried } from './tried.ts'

/** A notice is how somebody chose it to be, and good to know; nothing waits for anybody. */
export type Severity = 'good' | 'notice' | 'warning' | 'bad'
/** One thing that was looked at; `detail` is a figure or a path. The sentences are in `doctor-words.ts`. */
export interface Finding {
  subject: Subject
  severity: Severity
  detail: string
}
export type Subject =
  | 'node'
  | 'root-secret'
  | 'data-open'
  | 'data-disk'
  | 'backup-disk'
  | 'backup-age'
  | 'archive-lag'
  | 'clock-database'
  | 'clock-files'
  | 'certificate'
  | 'port'
  | 'database'
  | 'durability'
  | 'last-verify'
  | 'last-restore'
  | 'no-scanner'
  | 'scanner'
  | 'scanner-signatures'

export const found = (subject: Subject, severity: Severity, detail: string): Finding => ({
  subject,
  severity,
  detail,
})
const OLDEST_NODE = [24, 15] as const
const GROUP_AND_WORLD = 0o077
const DAY_MS = 86_400_000

export function examineNode(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const isNew = major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])
  return found('node', isNew ? 'good' : 'bad', version)
}

export function examineSecret({ isPresent, place }: { isPresent: boolean; place: string }): Finding {
  return found('root-secret', isPresent ? 'good' : 'bad', place)
}

/** Days after which it is due again, and after which it is long overdue. */
const DUE_DAYS = { verify: [8, 30], restore: [100, 200] } as const

export function examineTrial(trial: Trial, tried: Tried | undefined, now: number): Finding {
  const subject = trial === 'verify' ? 'last-verify' : 'last-restore'
  if (!tried) return found(subject, 'warning', '-')
  const days = (now - Date.parse(tried.at)) / DAY_MS
  const [due, overdue] = DUE_DAYS[trial]
  const isBad = tried.findings > 0 || days > overdue
  return found(subject, isBad ? 'bad' : days > due ? 'warning' : 'good', `${days.toFixed(1)} d`)
}

/** The folder of the database must be closed to everybody but its owner; the others hold nothing that helps a reader. */
export function examineMode(path: string): Finding {
  const mode = lstatSync(path, { throwIfNoEntry: false })?.mode
  const isOpen = mode === undefined || (mode & GROUP_AND_WORLD) !== 0
  return found('data-open', isOpen ? 'bad' : 'good', path)
}

/** Room for the log of a few bad days, and for PostgreSQL to go on at all. */
export function examineDisk(subject: 'data-disk' | 'backup-disk', folder: string): Finding {
  try {
    const { bavail, blocks, bsize } = statfsSync(folder)
    const free = bavail * bsize
    const share = bavail / blocks
    const severity = free < 1e9 ? 'bad' : free < 5e9 || share < 0.1 ? 'warning' : 'good'
    return found(subject, severity, `${(free / 1e9).toFixed(1)} GB`)
  } catch {
    return found(subject, 'bad', folder)
  }
}

export function examineBackupAge(last: LastBackup | undefined, now: number): Finding {
  if (!last) return found('backup-age', 'bad', '-')
  const days = (now - Date.parse(last.at)) / DAY_MS
  return found('backup-age', days > 7 ? 'bad' : days > 2 ? 'warning' : 'good', `${days.toFixed(1)} d`)
}

export function examineArchive(
  state: ArchiveState | undefined,
  archiveSeconds: number,
  now: number,
): Finding {
  if (!state?.completeUpTo) return found('archive-lag', 'warning', '-')
  const seconds = (now - Date.parse(state.completeUpTo)) / 1000
  const isBad = state.gapSince !== null || seconds > archiveSeconds * 10
  return found(
    'archive-lag',
    isBad ? 'bad' : seconds > archiveSeconds * 2 ? 'warning' : 'good',
    `${Math.round(seconds)} s`,
  )
}

const clockSeverity = (seconds: number): Severity => (seconds > 30 ? 'bad' : seconds > 2 ? 'warning' : 'good')

/** The database stamps the record; this process stamps sessions and codes. They must agree. */
export async function examineDatabase(access: DatabaseAccess): Promise<Finding[]> {
  try {
    return await withClient(access, async (client) => {
      const sent = Date.now()
      const { rows } = await client.query<{ at: number; version: string; durable: boolean }>(
        `select extract(epoch from clock_timestamp())::float8 * 1000 as at, current_setting('server_version') as version,
           current_setting('fsync') = 'on' and current_setting('full_page_writes') = 'on'
             and current_setting('synchronous_commit') <> 'off' as durable`,
      )
      const row = rows[0]
      if (!row) throw new Error('no answer')
      const middle = (sent + Date.now()) / 2
      const seconds = Math.abs(row.at - middle) / 1000
      return [
        found('database', 'good', row.version),
        found('durability', row.durable ? 'good' : 'bad', ''),
        found('clock-database', clockSeverity(seconds), `${seconds.toFixed(1)} s`),
      ]
    })
  } catch {
    return [found('database', 'bad', `${access.host}:${access.port}`)]
  }
}

/**
 * Against the file system: a disk of another machine stamps by its own clock, and files of ours from a future show that
 * the clock was put back. Nobody outside is asked.
 */
export async function examineFileClock(folder: string, known: readonly string[]): Promise<Finding> {
  const probe = join(folder, '.doctor.part')
  try {
    await rm(probe, { force: true })
    const before = Date.now()
    writeFileSync(probe, '', { mode: 0o600 })
    const { mtimeMs } = await stat(probe)
    const ahead = await Promise.all(known.map(async (path) => (await stat(path)).mtimeMs - Date.now()))
    const seconds = Math.max(Math.abs(mtimeMs - before) / 1000, ...ahead.map((ms) => ms / 1000), 0)
    return found('clock-files', clockSeverity(seconds), `${seconds.toFixed(1)} s`)
  } catch {
    return found('clock-files', 'warning', folder)
  } finally {
    await rm(probe, { force: true })
  }
}

export function examineCertificate({ certFile }: NonNullable<Config['tls']>, now: number): Finding {
  try {
    const { validFromDate, validToDate } = new X509Certificate(readFileSync(certFile))
    const days = (validToDate.getTime() - now) / DAY_MS
    const isWrong = days < 0 || validFromDate.getTime() > now
    return found(
      'certificate',
      isWrong || days < 7 ? 'bad' : days < 30 ? 'warning' : 'good',
      `${Math.floor(days)} d`,
    )
  } catch {
    return found('certificate', 'bad', certFile)
  }
}

/** While Yorube does not run: whether its port is free for it. */
export async function examinePort(host: string, port: number): Promise<Finding> {
  const server = createServer()
  const isFree = await new Promise<boolean>((resolve) => {
    server.once('error', () => resolve(false))
    server.listen({ host, port, exclusive: true }, () => resolve(true))
  })
  server.close()
  return found('port', isFree ? 'good' : 'bad', `${host}:${port}`)
}
