import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { TestDatabase } from '../../platform/db/testing/use-database.ts'
import { type RecordKind, recordKinds } from '../../platform/records.ts'
import type { TestPerson } from '../../platform/testing/office.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { readTables, type Table } from '../matrix/catalogue.ts'
import { oracle } from '../matrix/oracle.ts'
import { caseOf, compartmentOf, insertText, type Row, rowOf } from '../matrix/rows.ts'
import type { World } from '../matrix/story.ts'
import { plant } from './content.ts'

/** Where a canary was planted. */
export interface Spot {
  world: World
  label: string
  path: string
}

const Document = z.object({
  label: z.string(),
  id: z.string(),
  compartmentId: z.string(),
  content: z.unknown(),
})

/** Makes the case's key, shares it, and seals documents with it, as any use-case would. */
const sealAll = defineUseCase({
  name: 'guard.seal-canaries',
  permission: 'case.write',
  purpose: 'support',
  input: z.object({
    compartmentId: z.string(),
    deskId: z.string(),
    askedId: z.string(),
    isNew: z.boolean(),
    documents: z.array(Document),
  }),
  subject: () => ({}),
  output: z.array(z.instanceof(Uint8Array)),
  async run({ keys }, input) {
    if (input.isNew)
      await keys.create({ id: input.compartmentId, kind: 'core', ownerDeskId: input.deskId }, [
        { deskId: input.askedId, notAfter: 0, basisId: randomUUID() },
      ])
    else await keys.load([input.compartmentId])
    return input.documents.map(({ label, content, ...row }) =>
      keys.seal(kindOf(label), { ...row, rev: 1 }, content as never),
    )
  },
  audit: () => ({}),
})

function kindOf(label: string): RecordKind {
  const kind = recordKinds().find((one) => one.label === label)
  if (!kind) throw new Error(`no kind ${label}`)
  return kind
}

/** The address of the unfinished form that every keeper has. */
export const plantedForm = '00000000-0000-4000-8000-00000000d4af'

/** What pages need to draw a row that the catalogue alone does not say. */
const drawable: Readonly<Record<string, Row>> = {
  'public.consultation': { channel: 'phone' },
  'public.case_event': { kind: 'opened' },
  'public.case_note': { kind: 'contact' },
  'public.disclosure': { basis: 'consent_oral', state: 'live' },
  'public.draft': { kind: 'form', subject_id: plantedForm },
  'public.whereabouts': { kind: 'present_address' },
  'public.approval': { kind: 'closing' },
  'public.request': { kind: 'other' },
  'public.retention_hold': { lifted_by: plantedForm, lifted_at: '2026-01-01' },
  'public.disposal_item': { state: 'taken_out', taken_by: plantedForm, keep_until: '2090-03-31' },
  'public.body': { duty_ground: 'local_public_service_34' },
}

let planted = 0
export const nextCanary = () => `CNRY${(planted++).toString(36).padStart(4, '0').toUpperCase()}`
export const canaryPattern = /CNRY[0-9A-Z]{4}/g

/** One whole case: a row in every table of the modules, and a canary in every free text of every sealed document. */
export async function plantWorld(
  database: TestDatabase,
  world: World,
  keeper: TestPerson,
  codes: readonly string[],
): Promise<Map<string, Spot>> {
  const spots = new Map<string, Spot>()
  const tables = (await readTables(database)).filter((table) => table.name.startsWith('public.'))
  const rows = new Map<Table, Record<string, unknown>>()
  const documents: z.input<typeof Document>[] = []
  for (const table of tables) {
    const rule = oracle[table.name]
    if (!rule) throw new Error(`${table.name} is not in the oracle`)
    const row: Record<string, unknown> = {
      ...rowOf(table, rule, world, { subject: keeper.userId, author: keeper.userId }, world.name),
      ...drawable[table.name],
    }
    rows.set(table, row)
    for (const kind of kindsOf(table)) {
      const { content, canaries } = plant(kind.schema, nextCanary, codes)
      for (const [canary, path] of canaries) spots.set(canary, { world, label: kind.label, path })
      const compartmentId = holderOf(kind, row, keeper)
      documents.push({ label: kind.label, id: String(row.id), compartmentId: String(compartmentId), content })
    }
  }
  const sealed = await sealAll(keeper, {
    compartmentId: compartmentOf(world),
    deskId: world.desk,
    askedId: world.asked,
    // A second world of one story is more of the same case.
    isNew: world.name === world.story,
    documents,
  })
  documents.forEach(({ label }, index) => {
    const [tableName, column = ''] = label.split('.')
    const [, row] = [...rows].find(([table]) => table.name === `public.${tableName}`) ?? []
    if (row) row[column] = Buffer.from(sealed[index] ?? [])
  })
  await insertAll(database, rows)
  // The key was made before there was a case, as it is when a case is opened.
  await database.superuser.query('update auth.compartment set case_id = $1 where id = $2', [
    caseOf(world),
    compartmentOf(world),
  ])
  return spots
}

function kindsOf(table: Table): readonly RecordKind[] {
  return recordKinds().filter((kind) => `public.${kind.label.split('.')[0]}` === table.name)
}

/** Whose key opens it. Boxes are sealed by the acts that make them (`plantWords`), to a key that nobody here holds. */
function holderOf({ scope }: RecordKind, row: Row, keeper: TestPerson): unknown {
  if (scope === 'box') throw new Error('a box cannot be sealed like any other document')
  return { compartment: row.compartment_id, desk: row.desk_id, user: keeper.userId, kin: keeper.userId }[
    scope
  ]
}

/** Rows refer to each other in circles; what is wanted is that they stand there. */
async function insertAll(database: TestDatabase, rows: Map<Table, Row>): Promise<void> {
  await database.superuser.query("set session_replication_role = 'replica'")
  for (const [table, row] of rows)
    await database.superuser
      .query(`${insertText(table, row)} on conflict do nothing`)
      .catch((error: unknown) => {
        throw new Error(`${table.name}: ${error instanceof Error ? error.message : error}`)
      })
  await database.superuser.query("set session_replication_role = 'origin'")
}
