import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Config } from '../config.ts'
import type { Places } from '../db/embedded/places.ts'
import { archiveState } from './archive-state.ts'
import {
  examineArchive,
  examineBackupAge,
  examineCertificate,
  examineDisk,
  examineFileClock,
  examineMode,
  examineNode,
  examineSecret,
  examineTrial,
  type Finding,
} from './examinations.ts'
import { examineScanner } from './examine-scanner.ts'
import { lastBackup } from './last-backup.ts'
import { lastTried } from './tried.ts'

export interface Around {
  config: Pick<Config, 'tls' | 'backupDir' | 'archiveSeconds' | 'virusScanner'>
  dataDir: string
  /** Of a database of our own; a server that others run is theirs to look after. */
  places: Places | undefined
  /** Undefined where no instance is there yet. */
  secret: { isPresent: boolean; place: string } | undefined
}

/** What lies around the program and its database: for `yorube doctor` and for the page of administrators alike. */
export async function examineAround({ config, dataDir, places, secret }: Around): Promise<Finding[]> {
  const now = Date.now()
  const findings = [examineNode(process.versions.node)]
  if (secret) findings.push(examineSecret(secret))
  if (config.tls) findings.push(examineCertificate(config.tls, now))
  findings.push(...(await examineScanner(config.virusScanner, now)))
  if (secret) findings.push(examineTrial('verify', lastTried(dataDir, 'verify'), now))
  if (!places) return findings
  const known = [join(places.cluster, 'PG_VERSION'), join(places.cluster, 'global/pg_control')]
  findings.push(
    examineMode(places.database),
    examineDisk('data-disk', places.database),
    await examineFileClock(dataDir, known.filter(existsSync)),
    examineBackupAge(lastBackup(dataDir), now),
    examineTrial('restore', lastTried(dataDir, 'restore'), now),
  )
  if (config.backupDir) {
    findings.push(examineDisk('backup-disk', resolve(config.backupDir)))
    findings.push(examineArchive(archiveState(dataDir), config.archiveSeconds, now))
  }
  return findings
}
