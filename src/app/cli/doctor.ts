import { resolve } from 'node:path'
import { accessFromUrl, type DatabaseAccess } from '../../platform/db/access.ts'
import { borrowEmbedded } from '../../platform/db/embedded/borrow-embedded.ts'
import { findPlaces, type Places } from '../../platform/db/embedded/places.ts'
import { examineDatabase, examinePort, type Finding } from '../../platform/health/examinations.ts'
import { examineAround } from '../../platform/health/examine-all.ts'
import { knownInstanceId, rootSecretPlace } from '../launcher/root-secret.ts'
import { readRunning } from '../launcher/running-file.ts'
import { CliFailure } from './cli-failure.ts'
import type { CliScene } from './cli-scene.ts'
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
  const place = rootSecretPlace(config, () => instanceId ?? '')
  const isThere = instanceId || config.rootSecretFile
  const secret = isThere ? { isPresent: (await rootSecretAt(place)).state === 'present', place } : undefined
  const backupDir = config.backupDir && resolve(scene.folder, config.backupDir)
  const findings = await examineAround({ config: { ...config, backupDir }, dataDir, places, secret })
  if (!readRunning(dataDir))
    for (const port of [config.port, config.intakePort]) findings.push(await examinePort(config.host, port))
  if (places) findings.push(...(await withDatabase(scene, places, examineDatabase)))
  else if (config.databaseUrl) findings.push(...(await examineDatabase(accessFromUrl(config.databaseUrl))))
  return findings
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
