import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { accessFromUrl, type DatabaseAccess } from '../../platform/db/access.ts'
import { borrowEmbedded } from '../../platform/db/embedded/borrow-embedded.ts'
import { findPlaces, type Places } from '../../platform/db/embedded/places.ts'
import { archiveState } from '../archive-state.ts'
import { knownInstanceId, rootSecretPlace } from '../launcher/root-secret.ts'
import { readRunning } from '../launcher/running-file.ts'
import { CliFailure } from './cli-failure.ts'
import type { CliScene } from './cli-scene.ts'
import {
  examineArchive,
  examineBackupAge,
  examineCertificate,
  examineDatabase,
  examineDisk,
  examineFileClock,
  examineMode,
  examineNode,
  examinePort,
  examineSecret,
  type Finding,
} from './examinations.ts'
import { lastBackup } from './last-backup.ts'
import { rootSecretAt } from './root-secret-state.ts'

/** `doctor`: everything that can be wrong around the program, each with what to do. Fails when something is bad. */
export async function doctor(scene: CliScene): Promise<void> {
  const findings = await examineAll(scene)
  for (const finding of findings) scene.say({ type: 'examination', finding })
  const bad = findings.filter(({ severity }) => severity === 'bad').length
  scene.say({ type: 'examined', looked: findings.length, bad })
  if (bad > 0) throw new CliFailure('unwell', String(bad))
}

async function examineAll(scene: CliScene): Promise<Finding[]> {
  const { config } = scene
  const places = config.databaseUrl ? undefined : findPlaces(config.dataDir)
  const dataDir = places?.dataDir ?? resolve(config.dataDir)
  const instanceId = knownInstanceId(dataDir)
  const findings = [examineNode(process.versions.node)]
  if (instanceId || config.rootSecretFile)
    findings.push(examineSecret(await rootSecretAt(rootSecretPlace(config, () => instanceId ?? ''))))
  if (config.tls) findings.push(examineCertificate(config.tls, Date.now()))
  if (!readRunning(dataDir))
    for (const port of [config.port, config.intakePort]) findings.push(await examinePort(config.host, port))
  if (places) findings.push(...(await examinePlaces(scene, places)))
  else if (config.databaseUrl) findings.push(...(await examineDatabase(accessFromUrl(config.databaseUrl))))
  return findings
}

async function examinePlaces(scene: CliScene, places: Places): Promise<Finding[]> {
  const { config } = scene
  const { dataDir } = places
  const known = [join(places.cluster, 'PG_VERSION'), join(places.cluster, 'global/pg_control')]
  const findings = [
    examineMode(places.database),
    examineDisk('data-disk', places.database),
    await examineFileClock(dataDir, known.filter(existsSync)),
    examineBackupAge(lastBackup(dataDir), Date.now()),
  ]
  if (config.backupDir) {
    findings.push(examineDisk('backup-disk', resolve(scene.folder, config.backupDir)))
    findings.push(examineArchive(archiveState(dataDir), config.archiveSeconds, Date.now()))
  }
  return [...findings, ...(await withDatabase(scene, places, examineDatabase))]
}

async function withDatabase(
  scene: CliScene,
  places: Places,
  examine: (access: DatabaseAccess) => Promise<Finding[]>,
): Promise<Finding[]> {
  try {
    const borrowed = await borrowEmbedded(places, scene.say)
    return await examine(borrowed.access).finally(borrowed.giveBack)
  } catch {
    return [{ subject: 'database', severity: 'bad', detail: places.logFile }]
  }
}
