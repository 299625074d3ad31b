import { statfsSync } from 'node:fs'
import { createServer } from 'node:http'
import { resolve } from 'node:path'
import type { Config } from '../../platform/config.ts'
import { archiveState } from '../../platform/health/archive-state.ts'
import { lastBackup } from '../../platform/health/last-backup.ts'
import { productVersion } from '../product-version.ts'

/** What the launcher has seen of its processes. */
export class ProcessFigures {
  readonly #running = new Map<string, boolean>()
  readonly #restarts = new Map<string, number>()

  ready(name: string): void {
    this.#running.set(name, true)
    if (!this.#restarts.has(name)) this.#restarts.set(name, 0)
  }

  restarts(name: string): void {
    this.#running.set(name, false)
    this.#restarts.set(name, (this.#restarts.get(name) ?? 0) + 1)
  }

  samples(): Sample[] {
    return [
      ...[...this.#running].map(([process, isUp]) =>
        sample('yorube_up', 'gauge', 'Whether the process serves.', Number(isUp), { process }),
      ),
      ...[...this.#restarts].map(([process, times]) =>
        sample('yorube_restarts_total', 'counter', 'Ends of the process that nobody asked for.', times, {
          process,
        }),
      ),
    ]
  }
}

interface Sample {
  name: string
  kind: 'gauge' | 'counter'
  help: string
  labels: Record<string, string>
  value: number
}

function sample(
  name: string,
  kind: Sample['kind'],
  help: string,
  value: number,
  labels: Record<string, string> = {},
): Sample {
  return { name, kind, help, labels, value }
}

type Watched = Pick<Config, 'dataDir' | 'backupDir'>

/** Of backups, archive and disks: ages and sizes, never a name or a path. */
export function placeSamples({ dataDir, backupDir }: Watched, now: number): Sample[] {
  const age = (instant: string) => Math.max(0, (now - Date.parse(instant)) / 1000)
  const samples = [sample('yorube_info', 'gauge', 'Version.', 1, { version: productVersion() })]
  const last = lastBackup(dataDir)
  if (last)
    samples.push(sample('yorube_backup_age_seconds', 'gauge', 'Since the last backup began.', age(last.at)))
  const archive = backupDir && archiveState(dataDir)
  if (archive) {
    const { completeUpTo, gapSince } = archive
    const isBroken = Number(gapSince !== null || archive.trouble !== 'none')
    samples.push(
      sample('yorube_archive_trouble', 'gauge', 'Gap or trouble in the archive of the log.', isBroken),
    )
    if (completeUpTo)
      samples.push(
        sample(
          'yorube_archive_lag_seconds',
          'gauge',
          'What may be lost with the machine.',
          age(completeUpTo),
        ),
      )
  }
  for (const [disk, folder] of Object.entries({ data: dataDir, backup: backupDir }))
    if (folder) samples.push(...freeOn(disk, resolve(folder)))
  return samples
}

function freeOn(disk: string, folder: string): Sample[] {
  try {
    const { bavail, bsize } = statfsSync(folder)
    return [sample('yorube_disk_free_bytes', 'gauge', 'Free for the program.', bavail * bsize, { disk })]
  } catch {
    return []
  }
}

/** The text format of Prometheus, each name explained once. */
export function metricsText(samples: readonly Sample[]): string {
  const lines: string[] = []
  for (const name of new Set(samples.map((one) => one.name))) {
    const same = samples.filter((one) => one.name === name)
    lines.push(`# HELP ${name} ${same[0]?.help}`, `# TYPE ${name} ${same[0]?.kind}`)
    for (const { labels, value } of same) {
      const inside = Object.entries(labels).map(([key, text]) => `${key}="${text}"`)
      lines.push(`${name}${inside.length > 0 ? `{${inside.join(',')}}` : ''} ${value}`)
    }
  }
  return `${lines.join('\n')}\n`
}

/** For a collector on this machine; nobody else reaches it, whatever HOST says. */
export function serveMetrics(port: number, watched: Watched, figures: ProcessFigures): () => void {
  const server = createServer((request, response) => {
    if (request.method !== 'GET' || request.url !== '/metrics') {
      response.writeHead(404).end()
      return
    }
    response.writeHead(200, { 'Content-Type': 'text/plain; version=0.0.4; charset=utf-8' })
    response.end(metricsText([...figures.samples(), ...placeSamples(watched, Date.now())]))
  })
  server.on('error', () => undefined)
  server.listen({ host: '127.0.0.1', port }).unref()
  return () => server.close()
}
