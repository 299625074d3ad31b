import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Client } from 'pg'
import { segmentAt, segmentsFrom } from './wal-segments.ts'

/** Keeps the log on the server until the repository has it, over crashes too. */
export const ARCHIVE_SLOT = 'yorube_archive'
/** A segment in which nothing but its own header stands. */
const HEADER_BYTES = 40n

export interface ArchiveRun {
  /** The newest segment that was put; undefined when there was nothing to put. */
  segment: string | undefined
  /** Whether everything committed before this run began is in the repository now. */
  isComplete: boolean
}

/** True when the log has a gap now: the server had to let go of what the repository had not taken. */
export async function holdLog(client: Client): Promise<boolean> {
  const { rows } = await client.query<{ isLost: boolean }>(
    `select wal_status = 'lost' as "isLost" from pg_replication_slots where slot_name = $1`,
    [ARCHIVE_SLOT],
  )
  const isLost = rows[0]?.isLost === true
  if (isLost) await client.query('select pg_drop_replication_slot($1)', [ARCHIVE_SLOT])
  if (rows.length === 0 || isLost)
    await client.query('select pg_create_physical_replication_slot($1, true)', [ARCHIVE_SLOT])
  return isLost
}

/** Where nothing is archived, the server need not keep its log for it. */
export async function letGoOfLog(client: Client): Promise<void> {
  await client.query(
    'select pg_drop_replication_slot(slot_name) from pg_replication_slots where slot_name = $1 and not active',
    [ARCHIVE_SLOT],
  )
}

interface Standing {
  timeline: string
  held: string
  flushed: string
  segmentBytes: number
}

/**
 * Puts every finished segment that the repository lacks, oldest first. `endSegment` also ends the one being written when
 * something stands in it. Connect as superuser.
 */
export async function archiveLog(
  client: Client,
  cluster: string,
  endSegment: boolean,
  put: (name: string, path: string) => Promise<void>,
): Promise<ArchiveRun> {
  if (endSegment) await client.query('select pg_switch_wal()')
  const { timeline, held, flushed, segmentBytes } = await standing(client)
  const names = segmentsFrom(timeline, BigInt(held), BigInt(flushed), segmentBytes)
  for (const history of await histories(cluster)) await put(history, join(cluster, 'pg_wal', history))
  for (const name of names) await put(name, join(cluster, 'pg_wal', name))
  const current = segmentAt(timeline, BigInt(flushed), segmentBytes)
  if (names.length > 0)
    await client.query('select pg_replication_slot_advance($1, $2::pg_lsn)', [ARCHIVE_SLOT, current.startLsn])
  return { segment: names.at(-1), isComplete: endSegment || BigInt(flushed) - current.start <= HEADER_BYTES }
}

async function standing(client: Client): Promise<Standing> {
  const { rows } = await client.query<Standing>(
    `select substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8) as timeline,
       (restart_lsn - '0/0')::text as held, (pg_current_wal_flush_lsn() - '0/0')::text as flushed,
       (select setting::int from pg_settings where name = 'wal_segment_size') as "segmentBytes"
     from pg_replication_slots where slot_name = $1`,
    [ARCHIVE_SLOT],
  )
  const row = rows[0]
  if (!row) throw new Error('the log is not held')
  return row
}

async function histories(cluster: string): Promise<string[]> {
  return (await readdir(join(cluster, 'pg_wal'))).filter((name) => /^[0-9A-F]{8}\.history$/.test(name))
}
