import { sql } from 'kysely'
import type { Tx } from '../../platform/db/tx.ts'
import { AppError } from '../../platform/errors.ts'
import type { BodyKind, BodyType } from './codes.ts'
import type { BodyFields } from './contract.ts'
import type { DutyGround } from './duty-grounds.ts'
import { hiraganaOf } from './kana.ts'
import { japanDay } from './office-days.ts'

export interface Body {
  id: string
  kind: BodyKind
  type: BodyType
  bureau: string
  name: string
  kana: string
  dutyGround: DutyGround
  dutySource: string
  isOutside: boolean
  activeFrom: string
  activeUntil: string | null
  sort: number
  rev: number
}

export function today(): string {
  return japanDay(new Date())
}

export interface BodyFilter {
  kind?: BodyKind | undefined
  words?: string | undefined
  /** Ended bodies as well. */
  withEnded?: boolean
  /** The last body of the page before. */
  after?: { sort: number; id: string } | undefined
}

const bodyColumns = [
  'id',
  'kind',
  'type_code',
  'bureau',
  'name',
  'name_kana',
  'duty_ground',
  'duty_source',
  'is_outside_municipality',
  'active_from',
  'active_until',
  'sort',
  'rev',
] as const

function bodies(tx: Tx) {
  return tx.selectFrom('body').select(bodyColumns)
}
type BodyRow = Awaited<ReturnType<ReturnType<typeof bodies>['execute']>>[number]

function bodyOf(row: BodyRow): Body {
  return {
    id: row.id,
    kind: row.kind as BodyKind,
    type: row.type_code as BodyType,
    bureau: row.bureau,
    name: row.name,
    kana: row.name_kana,
    dutyGround: row.duty_ground as DutyGround,
    dutySource: row.duty_source,
    isOutside: row.is_outside_municipality,
    activeFrom: row.active_from,
    activeUntil: row.active_until,
    sort: row.sort,
    rev: row.rev,
  }
}

function pattern(words: string): string {
  return `%${words.replace(/[\\%_]/g, '\\$&')}%`
}

/** One page of the directory, in its own order; one more than `limit` when there is another page. */
export async function listBodies(tx: Tx, filter: BodyFilter, limit: number): Promise<Body[]> {
  let query = bodies(tx)
  if (filter.kind) query = query.where('kind', '=', filter.kind)
  if (!filter.withEnded)
    query = query.where((where) =>
      where.or([where('active_until', 'is', null), where('active_until', '>=', today())]),
    )
  const words = filter.words?.normalize('NFKC').trim()
  if (words)
    query = query.where((where) =>
      where.or([
        where(sql`normalize(name, NFKC)`, 'ilike', pattern(words)),
        where('name_kana', 'like', pattern(hiraganaOf(words))),
        where(sql`normalize(bureau, NFKC)`, 'ilike', pattern(words)),
        where.exists(
          where
            .selectFrom('desk_entry')
            .select('desk_entry.desk_id')
            .whereRef('desk_entry.tenant_id', '=', 'body.tenant_id')
            .whereRef('desk_entry.body_id', '=', 'body.id')
            .where(sql`normalize(desk_entry.name, NFKC)`, 'ilike', pattern(words)),
        ),
      ]),
    )
  const after = filter.after
  if (after)
    query = query.where((where) =>
      where.or([
        where('sort', '>', after.sort),
        where.and([where('sort', '=', after.sort), where('id', '>', after.id)]),
      ]),
    )
  const rows = await query
    .orderBy('sort')
    .orderBy('id')
    .limit(limit + 1)
    .execute()
  return rows.map(bodyOf)
}

export async function findBody(tx: Tx, id: string): Promise<Body> {
  const row = await bodies(tx).where('id', '=', id).executeTakeFirst()
  if (!row) throw new AppError('not-found')
  return bodyOf(row)
}

/** Two active bodies of one name would be told apart by nobody. */
export async function requireFreeBodyName(tx: Tx, name: string, exceptId?: string): Promise<void> {
  const same = await tx
    .selectFrom('body')
    .select('id')
    .where('name', '=', name)
    .where('active_until', 'is', null)
    .execute()
  if (same.some((row) => row.id !== exceptId))
    throw new AppError('invalid', 'error_invalid', { fields: { name: 'directory_error_name_taken' } })
}

export function bodyValues(fields: BodyFields) {
  return {
    kind: fields.kind,
    type_code: fields.type,
    bureau: fields.bureau,
    name: fields.name,
    name_kana: fields.kana,
    duty_ground: fields.dutyGround,
    duty_source: fields.dutyGround === 'local_guideline' ? fields.dutySource : '',
    is_outside_municipality: fields.isOutside,
    sort: fields.sort,
    ...(fields.activeFrom ? { active_from: fields.activeFrom } : {}),
  }
}
