import { randomBytes } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Client } from 'pg'
import type { DatabaseAccess } from '../access.ts'
import { withClient } from '../with-client.ts'
import { CONTROL_FILE, clusterEntries, openIfThere, readExactly } from './cluster-files.ts'
import { segmentsBetween } from './wal-segments.ts'

/** Where a copy goes; paths are within the cluster. */
export interface CopySink {
  folder(path: string): Promise<void>
  file(path: string, bytes: number, content: AsyncIterable<Buffer>): Promise<void>
}

/** The stretch of write-ahead log that the copy needs, and holds. */
export interface CopiedLog {
  startLsn: string
  stopLsn: string
  firstSegment: string
  lastSegment: string
  /** When it was whole. */
  finished: string
}

const CONTROL_READS = 20

/**
 * A physical copy of a cluster while it is used (PostgreSQL's manual, "Continuous Archiving", low-level API): whatever
 * was committed before this ends is in it. A server started on the copy recovers by itself. The session's slot keeps
 * the log from being recycled; it is gone with the session, however that ends.
 */
export async function copyOnline(
  access: DatabaseAccess,
  cluster: string,
  sink: CopySink,
): Promise<CopiedLog> {
  return await withClient(access, async (client) => {
    const slot = `yorube_backup_${randomBytes(6).toString('hex')}`
    await client.query('select pg_create_physical_replication_slot($1, true, true)', [slot])
    const start = await one<{ lsn: string; segment: string; segment_bytes: number }>(
      client,
      `select lsn::text, pg_walfile_name(lsn) as segment,
         (select setting::int from pg_settings where name = 'wal_segment_size') as segment_bytes
       from pg_backup_start('yorube', fast => true) as lsn`,
    )
    for await (const { path, isFolder } of clusterEntries(cluster)) {
      if (isFolder) await sink.folder(path)
      else if (path === CONTROL_FILE) await copyControlFile(cluster, sink)
      else await copyFile(cluster, path, sink)
    }
    const stop = await one<{ lsn: string; segment: string; label: string }>(
      client,
      `select lsn::text, pg_walfile_name(lsn) as segment, labelfile as label
       from pg_backup_stop(wait_for_archive => false)`,
    )
    const finished = new Date().toISOString()
    await copyText('backup_label', stop.label, sink)
    await copyLog(cluster, segmentsBetween(start.segment, stop.segment, start.segment_bytes), sink)
    return {
      startLsn: start.lsn,
      stopLsn: stop.lsn,
      firstSegment: start.segment,
      lastSegment: stop.segment,
      finished,
    }
  })
}

async function one<Row extends object>(client: Client, sql: string): Promise<Row> {
  const { rows } = await client.query<Row>(sql)
  const row = rows[0]
  if (!row) throw new Error('the server answered with nothing')
  return row
}

async function copyFile(cluster: string, path: string, sink: CopySink): Promise<boolean> {
  const file = await openIfThere(join(cluster, path))
  if (!file) return false
  try {
    const { size } = await file.stat()
    await sink.file(path, size, readExactly(file, size))
    return true
  } finally {
    await file.close()
  }
}

async function copyText(path: string, text: string, sink: CopySink) {
  const content = Buffer.from(text, 'utf8')
  await sink.file(path, content.length, piecesOf(content))
}

async function* piecesOf(content: Buffer) {
  yield content
}

/** The one file that replay does not mend: read until two readings agree. */
async function copyControlFile(cluster: string, sink: CopySink) {
  const file = await openIfThere(join(cluster, CONTROL_FILE))
  if (!file) throw new Error(`${CONTROL_FILE} is missing`)
  try {
    const read = async () => {
      const { size } = await file.stat()
      const pieces: Buffer[] = []
      for await (const piece of readExactly(file, size)) pieces.push(piece)
      return Buffer.concat(pieces)
    }
    let content = await read()
    for (let reads = 1; ; reads += 1) {
      const again = await read()
      if (again.equals(content)) break
      if (reads === CONTROL_READS) throw new Error(`${CONTROL_FILE} changes all the time`)
      content = again
    }
    await sink.file(CONTROL_FILE, content.length, piecesOf(content))
  } finally {
    await file.close()
  }
}

async function copyLog(cluster: string, segments: string[], sink: CopySink) {
  for (const folder of ['archive_status', 'summaries']) await sink.folder(`pg_wal/${folder}`)
  const histories = (await readdir(join(cluster, 'pg_wal'))).filter((name) => name.endsWith('.history'))
  for (const name of [...histories, ...segments]) {
    if (!(await copyFile(cluster, `pg_wal/${name}`, sink))) throw new Error(`${name} of the log is missing`)
  }
}
