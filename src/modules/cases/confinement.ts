import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

/** Hard limits of the kernel for a process that reads foreign pictures; what it may keep in memory is watched besides. */
const limits = ['--core=0', '--fsize=0', '--nofile=64', '--cpu=20', `--data=${1536 * 1024 * 1024}`]
/** `nobody`, on every Linux there is. */
const NOBODY = 65_534

/** What stands before a program so that it can do less; empty where the system offers nothing of it. */
export interface Confinement {
  command: readonly string[]
  /** No network of its own, whatever the program tries. */
  hasNoNetwork: boolean
  /** Another user than the server's. */
  isOwnUser: boolean
  hasLimits: boolean
}

let known: Confinement | undefined

/**
 * A network of nothing (a namespace), the user `nobody` where we are root, no new privileges, and limits: with the programs
 * every Linux carries (util-linux), each tried out once. None of them is required: what plain Node can forbid (files,
 * programs, threads) is forbidden in any case.
 */
export function confinement(): Confinement {
  known ??= tryOut(process.getuid?.() === 0)
  return known
}

function tryOut(isRoot: boolean): Confinement {
  // Without being root a namespace needs a user namespace, which some systems forbid.
  const network = working([...program('unshare'), ...(isRoot ? ['--net'] : ['--user', '--net'])])
  const user = isRoot
    ? working([
        ...program('setpriv'),
        `--reuid=${NOBODY}`,
        `--regid=${NOBODY}`,
        '--clear-groups',
        '--no-new-privs',
      ])
    : working([...program('setpriv'), '--no-new-privs'])
  const limited = working([...program('prlimit'), ...limits])
  return {
    command: [...network, ...user, ...limited],
    hasNoNetwork: network.length > 0,
    isOwnUser: isRoot && user.length > 0,
    hasLimits: limited.length > 0,
  }
}

/** By its full path: the process gets no environment, and so no search path. */
function program(name: string): string[] {
  const path = ['/usr/bin', '/bin', '/usr/sbin', '/sbin']
    .map((folder) => `${folder}/${name}`)
    .find(existsSync)
  return path ? [path] : []
}

function working(command: string[]): string[] {
  const [first, ...rest] = command
  if (!first?.startsWith('/')) return []
  return spawnSync(first, [...rest, '/bin/true'], { env: {}, stdio: 'ignore' }).status === 0 ? command : []
}
