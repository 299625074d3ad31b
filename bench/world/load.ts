import { randomUUID } from 'node:crypto'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Client } from 'pg'
import { withClient } from '../../src/platform/db/with-client.ts'
import { type CaseContent, caseContent } from './case-content.ts'
import { CopyFile, type Value } from './copy-file.ts'
import type { Instance } from './instance.ts'
import { type People, settlePeople } from './people.ts'
import { type Roster, readRoster, type Worker, writeRoster } from './roster.ts'
import { type CaseIds, type SealedCase, sealCases } from './sealing.ts'
import type { Shape } from './shape.ts'
import { plainIndexes, plainSchema, plainTables, productTables } from './tables.ts'

const casesAtOnce = 50
const codeEdition = 1

/** Fills the city, unless it stands there from an earlier run. */
export async function loadCity(
  instance: Instance,
  shape: Shape,
  tell: (text: string) => void,
): Promise<Roster> {
  if (instance.isLoaded) return readRoster(instance)
  const began = performance.now()
  const files = new CityFiles(join(instance.embedded.dataDir, 'copy'))
  const roster = await withClient(instance.owner, async (client) => {
    const people = await settlePeople(client, instance, shape)
    tell(`people: ${since(began)}`)
    writeCases(instance, people, shape, files)
    files.end()
    tell(`sealed: ${since(began)}`)
    await copyIn(client, files.product)
    await client.query(placesOfCopies)
    return people.roster
  })
  await withClient(instance.plain, async (client) => {
    await client.query(plainSchema)
    await copyIn(client, files.plain)
    await client.query(
      'insert into staff select id, name from json_to_recordset($1) as s(id uuid, name text)',
      [JSON.stringify(roster.workers.map(({ id, login }) => ({ id, name: login })))],
    )
    await client.query(plainIndexes)
    await client.query('vacuum analyze')
  })
  files.remove()
  writeRoster(instance, roster)
  instance.markLoaded()
  tell(`loaded: ${since(began)}`)
  return roster
}

/** What triggers write for each row (migrations/0210); the first searches file it. */
const placesOfCopies = `insert into auth.search_place (tenant_id, row_id, desk_id, label, case_id)
  select p.tenant_id, p.id, p.desk_id, 'person.desk_card', p.case_id from person p where p.desk_card is not null
  union all select c.tenant_id, c.id, c.desk_id, 'case_.label', c.id from case_ c where c.label is not null`

const since = (began: number) => `${((performance.now() - began) / 1000).toFixed(1)} s`

class CityFiles {
  readonly product: Record<string, CopyFile>
  readonly plain: Record<string, CopyFile>
  readonly #folder: string

  constructor(folder: string) {
    this.#folder = folder
    rmSync(folder, { recursive: true, force: true })
    mkdirSync(folder, { recursive: true, mode: 0o755 })
    const open = (tables: typeof productTables, prefix: string) =>
      Object.fromEntries(
        Object.entries(tables).map(([table, columns]) => [
          table,
          new CopyFile(join(folder, prefix + table), columns),
        ]),
      )
    this.product = open(productTables, 'sealed.')
    this.plain = open(plainTables, 'plain.')
  }

  add(half: 'product' | 'plain', table: string, row: Record<string, Value>): void {
    this[half][table]?.add(row)
  }

  end(): void {
    for (const file of [...Object.values(this.product), ...Object.values(this.plain)]) file.end()
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true })
  }
}

/** The rows are right by construction; checking half a million foreign keys one by one would take longer than sealing. */
async function copyIn(client: Client, files: Readonly<Record<string, CopyFile>>): Promise<void> {
  await client.query('set session_replication_role = replica')
  for (const [table, file] of Object.entries(files))
    await client.query(`copy ${table} (${file.columnNames}) from '${file.path}' with (format binary)`)
  await client.query('set session_replication_role = origin')
  await client.query('vacuum analyze')
}

/** Deals the cases out to the desks in turn. */
function writeCases(instance: Instance, { roster, hands }: People, shape: Shape, files: CityFiles): void {
  const now = Date.now()
  const perCase = shape.consultations / shape.cases
  for (const [desk, deskHands] of hands.entries()) {
    const workers = roster.workers.filter((one) => one.deskIds[0] === deskHands.deskKey.deskId)
    for (let from = desk; from < shape.cases; from += shape.desks * casesAtOnce) {
      const some: { content: CaseContent; ids: CaseIds }[] = []
      for (let at = from; at < shape.cases && some.length < casesAtOnce; at += shape.desks)
        some.push({ content: caseContent(at, perCase, now), ids: newIds(perCase) })
      for (const [at, sealed] of sealCases(instance.vault, deskHands, some).entries()) {
        writeCase(files, sealed, assigneeOf((from - desk) / shape.desks + at, workers)?.id ?? '')
      }
    }
  }
}

const longLists = 2
const casesOfLongList = 90

/** The last two of a desk have more open cases than a list shows, in a small city too; all others get equally many. */
function assigneeOf(at: number, workers: readonly Worker[]): Worker | undefined {
  if (at < longLists * casesOfLongList) return workers[workers.length - 1 - (at % longLists)]
  return workers[at % workers.length]
}

function newIds(consultations: number): CaseIds {
  return {
    caseId: randomUUID(),
    personId: randomUUID(),
    caseCompartment: randomUUID(),
    personCompartment: randomUUID(),
    consultations: Array.from({ length: consultations }, () => randomUUID()),
  }
}

function writeCase(files: CityFiles, sealed: SealedCase, assigneeId: string): void {
  const { content, ids, grants } = sealed
  const [first] = grants
  if (!first) throw new Error('a case without keys')
  const home = { tenant_id: first.tenantId, desk_id: first.deskId }
  for (const grant of grants) writeKey(files, grant, ids)
  const person = { id: ids.personId, case_id: ids.caseId }
  files.add('product', 'person', {
    ...home,
    ...person,
    compartment_id: ids.personCompartment,
    part: 'client',
    created_at: new Date(content.openedOn),
    card: sealed.card,
    desk_card: sealed.deskCard,
  })
  files.add('plain', 'person', {
    ...person,
    ...{ family: content.family, given: content.given, birth_date: content.birthDate },
    ...{ family_kana: content.familyKana, given_kana: content.givenKana, phone: content.phone },
  })
  const row = {
    ...{ id: ids.caseId, desk_id: first.deskId, client_id: ids.personId, assignee_id: assigneeId },
    ...{ status: content.status, risk_level: content.riskLevel },
    ...{ opened_on: content.openedOn, moved_at: content.movedAt },
  }
  const { core, label, safety } = sealed
  const key = { ...home, compartment_id: ids.caseCompartment }
  files.add('product', 'case_', { ...key, ...row, core, label, safety })
  const { number, title, wishes, judgement, never } = content
  files.add('plain', 'case_', { ...row, number, title, wishes, judgement, never })
  writeConsultations(files, sealed, assigneeId)
}

function writeKey(files: CityFiles, grant: SealedCase['grants'][number], ids: CaseIds): void {
  const { tenantId: tenant_id, deskId: desk_id, compartmentId } = grant
  const owner = { tenant_id, owner_desk_id: desk_id }
  const kind = compartmentId === ids.caseCompartment ? 'core' : 'person'
  files.add('product', 'auth.compartment', { ...owner, id: compartmentId, kind, case_id: ids.caseId })
  files.add('product', 'auth.compartment_grant', {
    ...{ ...owner, compartment_id: compartmentId, desk_id, epoch: grant.epoch, key_id: grant.keyId },
    ...{ not_after: grant.notAfter, wrap: grant.wrap, mac: grant.mac },
  })
}

function writeConsultations(files: CityFiles, sealed: SealedCase, authorId: string): void {
  const { content, ids, grants } = sealed
  for (const [at, one] of content.consultations.entries()) {
    const row = {
      ...{ id: ids.consultations[at] ?? '', desk_id: grants[0]?.deskId ?? '', case_id: ids.caseId },
      ...{ person_id: ids.personId, day: one.day, channel: one.channel, minutes: one.minutes },
      ...{ author_id: authorId, created_at: one.createdAt },
    }
    files.add('product', 'consultation', {
      ...row,
      tenant_id: grants[0]?.tenantId ?? '',
      compartment_id: ids.caseCompartment,
      code_version: codeEdition,
      record: sealed.records[at] ?? null,
    })
    files.add('plain', 'consultation', {
      ...row,
      memo: one.memo.join('\n'),
      wish: one.wish,
      advice: one.advice,
    })
  }
}
