import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Client } from 'pg'
import { networkMark } from '../../src/platform/entering.ts'
import type { Vault } from '../../src/platform/vault/index.ts'
import type { Instance } from './instance.ts'

/** Who works in the city, as the load needs them: their sessions, and what the fifty type who sign in. */
export interface Worker {
  id: string
  login: string
  deskIds: string[]
  /** base64url, as a browser sends it. */
  cookie: string
  lookup: string
  wrap: string
  signIn: { password: string; code: string } | null
}

/** A program of the office, with its credential. */
export interface Machine {
  id: string
  userId: string
  deskId: string
  answersId: string
  bearer: string
  lookup: string
  wrap: string
}

export interface Roster {
  tenantId: string
  deskIds: string[]
  workers: Worker[]
  /** Reads at many desks. */
  reader: Worker
  machines: Machine[]
}

const fileOf = (instance: Instance) => join(instance.folder, 'roster.json')

export function writeRoster(instance: Instance, roster: Roster): void {
  writeFileSync(fileOf(instance), JSON.stringify(roster), { mode: 0o600 })
}

export function readRoster(instance: Instance): Roster {
  return JSON.parse(readFileSync(fileOf(instance), 'utf8'))
}

/** Sessions end by themselves after a quarter of an hour: before each workload everybody has just come. */
export async function renewSessions(client: Client, vault: Vault, roster: Roster): Promise<void> {
  const everybody = [...roster.workers, roster.reader]
  await client.query('delete from auth.session')
  await client.query(
    `insert into auth.session (tenant_id, user_id, lookup, wrap, network_hash, ends_at)
     select $1, u.id, decode(u.lookup, 'hex'), decode(u.wrap, 'hex'), $2, now() + interval '9 hours'
     from json_to_recordset($3::json) as u(id uuid, lookup text, wrap text)`,
    [
      roster.tenantId,
      networkMark(vault, 'loopback'),
      JSON.stringify(everybody.map(({ id, lookup, wrap }) => ({ id, lookup, wrap }))),
    ],
  )
  await client.query(
    `insert into auth.session (tenant_id, user_id, lookup, wrap, network_hash, ends_at, machine_id, behind)
     select $1, m."userId", decode(m.lookup, 'hex'), decode(m.wrap, 'hex'), '', now() + interval '9 hours', m.id,
       array[m."answersId"]
     from json_to_recordset($2::json) as m(id uuid, "userId" uuid, "answersId" uuid, lookup text, wrap text)`,
    [roster.tenantId, JSON.stringify(roster.machines)],
  )
}
