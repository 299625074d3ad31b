import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { project } from '../world/instance.ts'

/** Which sources were measured; a tree with changes says so. */
export function revision(): string {
  const git = (...args: string[]) => execFileSync('git', args, { cwd: project, encoding: 'utf8' }).trim()
  try {
    return (
      git('rev-parse', '--short', 'HEAD') +
      (git('status', '--porcelain', '--', 'src', 'migrations') ? '+' : '')
    )
  } catch {
    return 'unknown'
  }
}

export function keep(report: { at: string }): string {
  const folder = join(project, 'bench/results')
  mkdirSync(folder, { recursive: true })
  const path = join(folder, `${report.at.slice(0, 19).replaceAll(':', '')}.json`)
  writeFileSync(path, `${JSON.stringify(report, null, 1)}\n`)
  return path
}
