import { readdirSync, readFileSync, statSync } from 'node:fs'
import { connect } from 'node:net'
import { join, resolve } from 'node:path'
import { findPlaces, type Places } from '../../platform/db/embedded/places.ts'
import { isClaimed } from '../../platform/db/embedded/single-instance.ts'
import { archiveState } from '../../platform/health/archive-state.ts'
import { lastBackup } from '../../platform/health/last-backup.ts'
import { knownInstanceId, rootSecretPlace } from '../launcher/root-secret.ts'
import { readRunning } from '../launcher/running-file.ts'
import { productVersion } from '../product-version.ts'
import type { CliScene } from './cli-scene.ts'
import { rootSecretAt } from './root-secret-state.ts'

const LONGEST_ANSWER_MS = 2000

/** `status`: what an operator asks first. Changes nothing. */
export async function status({ config, say }: CliScene): Promise<void> {
  const places = config.databaseUrl ? undefined : findPlaces(config.dataDir)
  const dataDir = places?.dataDir ?? resolve(config.dataDir)
  const postgresMajor = places && readFileSync(join(places.cluster, 'PG_VERSION'), 'utf8').trim()
  say({ type: 'versions', product: productVersion(), postgresMajor, node: process.versions.node })
  await sayRunning(dataDir, places, say)
  if (config.databaseUrl) say({ type: 'data-on-server' })
  else if (places) say({ type: 'data', dataDir, bytes: sizeOf(places.cluster) })
  else say({ type: 'no-data', dataDir })
  const instanceId = knownInstanceId(dataDir)
  if (instanceId || config.rootSecretFile)
    say({ type: 'secret', secret: await rootSecretAt(rootSecretPlace(config, () => instanceId ?? '')) })
  const last = lastBackup(dataDir)
  if (last) say({ type: 'last-backup', ...last })
  else if (places) say({ type: 'no-backup' })
  if (places && config.backupDir) say({ type: 'archive', state: archiveState(dataDir) })
}

async function sayRunning(dataDir: string, places: Places | undefined, say: CliScene['say']) {
  const running = readRunning(dataDir)
  if (!running) {
    say({ type: places && (await isClaimed(places)) ? 'starting' : 'not-running' })
    return
  }
  say({ type: 'running', pid: running.pid, version: running.version, since: running.since })
  for (const [name, url] of Object.entries(running.addresses))
    say({ type: 'address', name, url, answers: await answersAt(url) })
}

/** Whether somebody listens there; the certificate is not our question. */
function answersAt(url: string): Promise<boolean> {
  const { protocol, hostname, port } = new URL(url)
  // An address that stands for all of them is asked on this machine.
  const host = hostname.replace(/^\[(.*)\]$/, '$1').replace(/^0\.0\.0\.0$/, '127.0.0.1')
  const { promise, resolve: settle } = Promise.withResolvers<boolean>()
  const socket = connect({ host, port: Number(port || (protocol === 'https:' ? 443 : 80)) })
  socket.setTimeout(LONGEST_ANSWER_MS)
  socket.once('connect', () => settle(true))
  socket.once('error', () => settle(false))
  socket.once('timeout', () => settle(false))
  return promise.finally(() => socket.destroy())
}

/** Of everything under a folder that may change meanwhile. */
function sizeOf(folder: string): number {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => statSync(join(folder, path), { throwIfNoEntry: false }))
    .reduce((sum, found) => sum + (found?.isFile() ? found.size : 0), 0)
}
