import { sql } from 'kysely'
import { platform } from './runtime.ts'
import type { Scene } from './use-case.ts'

/**
 * Two people for exactly one act (migrations/0142). Whoever asks names everything the act consists of; another person
 * agrees to those very fields; the asker's session does it once, within a day, if they are still the same.
 */
export type ActFields = Readonly<Record<string, string>>

export interface AskedAct {
  id: string
  act: string
  fields: ActFields
  /** What binds: a page that shows the fields sends it back with the answer. */
  seal: string
  askedBy: string
  askedAt: Date
  expiresAt: Date
  state: 'asked' | 'approved'
  decidedBy: string | null
}

const lastsMs = 24 * 3_600_000

/** Ids and figures only; one text for one set of fields. */
export function fieldsText(fields: ActFields): string {
  return Object.entries(fields)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join(';')
}

function fieldsFrom(text: string): ActFields {
  return Object.fromEntries(text.split(';').map((pair) => pair.split('=') as [string, string]))
}

interface ActRow {
  id: string
  act: string
  fields: string
  asked_by: string
  expires_at: Date
}

/** What the vault signs of what somebody asks for. */
export function actColumns(tenantId: string, row: ActRow) {
  const { id, act, fields, asked_by: askedBy, expires_at: expiresAt } = row
  return [tenantId, id, act, fields, askedBy, expiresAt.getTime()]
}

function sealOf(tenantId: string, row: ActRow): Buffer {
  return Buffer.from(platform().vault.macRow(tenantId, 'act_approval', actColumns(tenantId, row)))
}

/** Asks; false = not hers to ask. An earlier word of hers about the same kind of act is taken back with it. */
export async function askAct({ actor, tx }: Scene, act: string, fields: ActFields): Promise<boolean> {
  const row = {
    id: crypto.randomUUID(),
    act,
    fields: fieldsText(fields),
    asked_by: actor.userId,
    expires_at: new Date(Date.now() + lastsMs - 1000),
  }
  const { rows } = await sql<{ asked: boolean }>`
    select auth.ask_act(${row.id}, ${act}, ${row.fields}, ${row.expires_at}, ${sealOf(actor.tenantId, row)}) as asked`.execute(
    tx,
  )
  return rows[0]?.asked === true
}

/**
 * What waits for another person, or for its asker; one whose fields were altered is not shown, and told. Where there may be many,
 * `about` names the one thing that is looked for, or it would be lost behind fifty others.
 */
export async function openActs({ actor, tx }: Scene, act: string, about?: ActFields): Promise<AskedAct[]> {
  const rows = await tx
    .selectFrom('auth.act_approval')
    .selectAll()
    .where('act', '=', act)
    .$if(about !== undefined, (query) =>
      query.where(sql<boolean>`position(${fieldsText(about ?? {})} in fields) > 0`),
    )
    .where('state', 'in', ['asked', 'approved'])
    .where('expires_at', '>', new Date())
    .orderBy('asked_at')
    .limit(50)
    .execute()
  return rows.filter(isGenuine(actor.tenantId)).map((row) => ({
    id: row.id,
    act: row.act,
    fields: fieldsFrom(row.fields),
    seal: row.mac.toString('hex'),
    askedBy: row.asked_by,
    askedAt: row.asked_at,
    expiresAt: row.expires_at,
    state: row.state as AskedAct['state'],
    decidedBy: row.decided_by,
  }))
}

function isGenuine(tenantId: string) {
  return (row: ActRow & { mac: Buffer }): boolean => {
    if (sealOf(tenantId, row).equals(row.mac)) return true
    platform().raise({ tenantId, label: 'auth.act_approval', rowId: row.id })
    return false
  }
}

export type ActVerdict = 'done' | 'absent' | 'own' | 'unconfirmed' | 'stale'

export async function decideAct(
  { tx }: Scene,
  id: string,
  seal: string,
  agrees: boolean,
): Promise<ActVerdict> {
  const { rows } = await sql<{ verdict: ActVerdict }>`
    select auth.decide_act(${id}, ${Buffer.from(seal, 'hex')}, ${agrees}) as verdict`.execute(tx)
  return rows[0]?.verdict ?? 'absent'
}

/** What the asker may do now: the fields that were agreed to, and the seal with which the act itself spends them. */
export async function agreedAct(
  { actor, tx }: Scene,
  id: string,
  act: string,
): Promise<{ fields: ActFields; seal: Buffer } | null> {
  const row = await tx
    .selectFrom('auth.act_approval')
    .selectAll()
    .where('id', '=', id)
    .where('act', '=', act)
    .where('asked_by', '=', actor.userId)
    .where('state', '=', 'approved')
    .executeTakeFirst()
  if (!row || !isGenuine(actor.tenantId)(row)) return null
  return { fields: fieldsFrom(row.fields), seal: row.mac }
}
