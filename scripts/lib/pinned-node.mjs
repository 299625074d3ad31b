import { spawnSync } from 'node:child_process'
import { realpathSync } from 'node:fs'
import { delimiter, dirname } from 'node:path'
import { inProject, Stop } from './project.mjs'

const OLDEST = [24, 15]

/** The Node that npm installed with the packages; failing that (another platform, an old C library), the caller's own if new enough. */
export function pinnedNode() {
  const pinned = inProject('node_modules/.bin/node')
  if (spawnSync(pinned, ['--version']).status === 0) return pinned
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return process.execPath
  throw new Stop(
    `Node ${OLDEST.join('.')} or newer is needed here; this is ${process.versions.node}. Install it and repeat.\n` +
      `Node ${OLDEST.join('.')} 以上が必要です(今は ${process.versions.node})。入れてからやり直してください。`,
  )
}

/** Compiled code of ours, so that a later start need not compile it again; emptied with every build. */
export const COMPILE_CACHE = inProject('node_modules/.cache/compiled')

/** What `node` means to everything that is started from here. */
export const withPinnedNode = (node, environment = process.env) => ({
  ...environment,
  PATH: `${dirname(node)}${delimiter}${environment.PATH ?? ''}`,
})

/** A package's command, run by that Node. */
export const tool = (name) => realpathSync(inProject('node_modules/.bin', name))
