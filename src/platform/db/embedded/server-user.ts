import { spawnSync } from 'node:child_process'
import { chownSync, lstatSync } from 'node:fs'
import { EmbeddedError } from './embedded-error.ts'

/** The system user PostgreSQL runs as; undefined = the one we already are. Spread into spawn options. */
export interface ServerUser {
  uid: number
  gid: number
}

/** PostgreSQL refuses to run as root, so root hands it to whoever owns the cluster already, else `postgres`, else `nobody`. */
export function serverUser(cluster: string): ServerUser | undefined {
  const self = process.getuid?.()
  const owner = lstatSync(cluster, { throwIfNoEntry: false })
  if (self !== 0) {
    if (owner && owner.uid !== self) throw new EmbeddedError('wrong-owner', cluster)
    return undefined
  }
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid }
  for (const name of ['postgres', 'nobody']) {
    const uid = spawnSync('id', ['-u', name], { encoding: 'utf8' })
    const gid = spawnSync('id', ['-g', name], { encoding: 'utf8' })
    if (uid.status === 0 && gid.status === 0) return { uid: Number(uid.stdout), gid: Number(gid.stdout) }
  }
  throw new EmbeddedError('no-unprivileged-user', 'postgres, nobody')
}

export function giveTo(user: ServerUser | undefined, path: string) {
  if (user) chownSync(path, user.uid, user.gid)
}

/** May the user walk into this folder? Asked of the kernel, because access lists and mounts count too. */
export function canEnter(user: ServerUser | undefined, folder: string): boolean {
  return spawnSync('/bin/sh', ['-c', 'cd "$0"', folder], { ...user, cwd: '/' }).status === 0
}
