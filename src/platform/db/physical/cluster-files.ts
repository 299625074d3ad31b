import { type FileHandle, open, readdir } from 'node:fs/promises'
import { join } from 'node:path'

/** Their content belongs to one run of the server, or (the log) is copied apart; the folders must exist. */
const EMPTIED = new Set([
  'pg_dynshmem',
  'pg_notify',
  'pg_replslot',
  'pg_serial',
  'pg_snapshots',
  'pg_stat_tmp',
  'pg_subtrans',
  'pg_wal',
])
/** Of a run of the server, or written anew by recovery. */
const LEFT_OUT =
  /^(postmaster\.(pid|opts)|backup_label(\.old)?|backup_manifest|tablespace_map(\.old)?|current_logfiles.*|pg_internal\.init.*|pgsql_tmp.*|.*\.tmp)$/
export const CONTROL_FILE = 'global/pg_control'
const READ_BYTES = 512 * 1024

export interface ClusterEntry {
  /** Within the cluster, with `/`. */
  path: string
  isFolder: boolean
}

/** What a physical copy of a running cluster holds, folders before their files, the control file last. */
export async function* clusterEntries(cluster: string): AsyncGenerator<ClusterEntry> {
  for await (const entry of entriesUnder(cluster, '')) if (entry.path !== CONTROL_FILE) yield entry
  yield { path: CONTROL_FILE, isFolder: false }
}

async function* entriesUnder(cluster: string, folder: string): AsyncGenerator<ClusterEntry> {
  const found = await readdir(join(cluster, folder), { withFileTypes: true }).catch(vanished)
  for (const { name, ...kind } of (found ?? []).map((entry) => ({
    name: entry.name,
    isFolder: entry.isDirectory(),
    isFile: entry.isFile(),
  }))) {
    if (LEFT_OUT.test(name)) continue
    const path = folder === '' ? name : `${folder}/${name}`
    // The product makes no tablespace, so every link is a stranger's.
    if (!kind.isFolder && !kind.isFile) throw new Error(`${path} is neither a file nor a folder`)
    yield { path, isFolder: kind.isFolder }
    if (kind.isFolder && !EMPTIED.has(path)) yield* entriesUnder(cluster, path)
  }
}

/** A table dropped, or a folder of one, while we were on the way. */
function vanished(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error
}

/** Undefined when the file has gone meanwhile: the log replays that it was dropped. */
export async function openIfThere(path: string): Promise<FileHandle | undefined> {
  return await open(path, 'r').catch(vanished)
}

/**
 * Exactly so many bytes of a file that the server goes on writing. What was cut off meanwhile comes as zeros, and what
 * was added is left: replaying the log mends both, as it mends a page read while half written.
 */
export async function* readExactly(file: FileHandle, bytes: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes; ) {
    const wanted = Math.min(READ_BYTES, bytes - at)
    const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(wanted), 0, wanted, at)
    if (bytesRead === 0) buffer.fill(0)
    const piece = bytesRead === 0 ? buffer : buffer.subarray(0, bytesRead)
    yield piece
    at += piece.length
  }
}
