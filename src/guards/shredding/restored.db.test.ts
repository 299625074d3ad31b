import { mkdtempSync } from 'node:fs'
import { appendFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { showCase } from '../../modules/cases/testing.ts'
import { anAgreedList, outcomeOf, showDisposal, shredDisposal } from '../../modules/retention/testing.ts'
import { servingRoles } from '../../platform/db/roles.ts'
import { testRootSecret, useDatabase } from '../../platform/db/testing/use-database.ts'
import { raiseForgedLines } from '../../platform/shredding/forged-lines.ts'
import { ledgerKeeper } from '../../platform/shredding/keep.ts'
import { type KeptLine, keepLines, keptFileIn, readKept } from '../../platform/shredding/kept-file.ts'
import { macOfLine } from '../../platform/shredding/line.ts'
import { LedgerInDoubt, replayShreddings } from '../../platform/shredding/replay.ts'
import { createVault } from '../../platform/vault/index.ts'
import { beginRecord, findingsOf } from './findings-of.ts'
import { aDueFile, aNetworkOfDesks, opened, sealedOfCase } from './testing.ts'

/** What was destroyed stays destroyed over a restored database, and nobody hides behind the ledger. */
const database = useDatabase()
const folder = () => mkdtempSync(join(tmpdir(), 'shred-ledger-'))
const rowsOf = async (text: string, values: unknown[] = []) =>
  (await database.superuser.query(text, values)).rows
const kinds = async () => [...new Set((await findingsOf(database)).map((one) => one.kind))].sort()

beforeAll(() => beginRecord(database))

test('a database restored to an earlier moment is made to forget again, before anything serves', async () => {
  const one = await aNetworkOfDesks(database)
  const { tenantId } = one.office
  const gone = await aDueFile(database, one)
  const documents = await sealedOfCase(database, tenantId, gone)
  const listId = await anAgreedList(one, one.hub.id, [`case:${gone}`])
  const backup = await copyOf(tenantId)
  await shredDisposal(one.supervisor, { listId })

  const outside = folder()
  const worker = await database.as('yorube_worker')
  const fail = (name: string) => {
    throw new Error(name)
  }
  const keep = ledgerKeeper([outside], fail)
  await keep(worker)
  await keep(worker)
  expect((await readKept(outside))?.lines.filter((line) => line.id === gone)).toHaveLength(1)

  await backup.putBack()
  expect(await opened([one.counselor], documents)).toBeGreaterThan(documents.length - 3)
  // The worker of the restored instance takes nothing out of the ledger outside.
  await ledgerKeeper([outside], fail)(worker)
  const migrator = await database.as('yorube_migrator')
  await migrator.query('set role yorube_definer')
  const replay = () => replayShreddings(migrator, testRootSecret, [outside, folder()])
  expect(await replay()).toEqual({ shredded: 1, refused: 0 })
  expect(await opened(one.everybody, documents)).toBe(0)
  expect(await sealedOfCase(database, tenantId, gone)).toEqual([])
  expect((await showDisposal(one.manager, { listId })).state).toBe('done')
  expect(await replay()).toEqual({ shredded: 0, refused: 0 })

  // Lines that somebody else wrote destroy nothing: about nothing here they are told, about what can be opened nothing may serve.
  const innocent = await aDueFile(database, one)
  const [line] = (await readKept(outside))?.lines ?? []
  if (!line) throw new Error('the ledger is empty')
  await keepLines(outside, [{ ...line, id: crypto.randomUUID() }])
  expect(await replay()).toEqual({ shredded: 0, refused: 1 })
  await keepLines(outside, [{ ...line, id: innocent }])
  await appendFile(keptFileIn(outside), 'not a line\n')
  const doubt = replay()
  await expect(doubt).rejects.toBeInstanceOf(LedgerInDoubt)
  await expect(doubt).rejects.toMatchObject({ lines: 2 })
  expect(await outcomeOf(showCase(one.counselor, { caseId: innocent }))).toBe('done')
})

test('a line that nobody can check stops the start, after what can be checked was destroyed again', async () => {
  const one = await aNetworkOfDesks(database)
  const [gone, doubtful] = [await aDueFile(database, one), await aDueFile(database, one)]
  const listId = await anAgreedList(one, one.hub.id, [`case:${gone}`, `case:${doubtful}`])
  const backup = await copyOf(one.office.tenantId)
  await shredDisposal(one.supervisor, { listId })
  const [whole, outside] = [folder(), folder()]
  const worker = await database.as('yorube_worker')
  await ledgerKeeper([whole], () => {})(worker)
  const lines = ((await readKept(whole))?.lines ?? []).filter((line) => line.listId === listId)
  const elsewhere = macOfLine(createVault(new Uint8Array(32).fill(9)), lines[0] as KeptLine)
  await keepLines(
    outside,
    lines.map((line) => (line.id === doubtful ? { ...line, mac: elsewhere.toString('hex') } : line)),
  )
  const migrator = await database.as('yorube_migrator')
  await migrator.query('set role yorube_definer')
  const replay = () => replayShreddings(migrator, testRootSecret, [outside])
  // Over the database that knows of it the line does no harm.
  expect(await replay()).toEqual({ shredded: 0, refused: 1 })
  await backup.putBack()
  await expect(replay()).rejects.toMatchObject({ name: 'LedgerInDoubt', lines: 1 })
  await expect(replay()).rejects.toMatchObject({ name: 'LedgerInDoubt', lines: 1 })
  expect(await outcomeOf(showCase(one.counselor, { caseId: gone }))).not.toBe('done')
  // With the right copy beside it, it starts.
  expect(await replayShreddings(migrator, testRootSecret, [outside, whole])).toEqual({
    shredded: 1,
    refused: 0,
  })
  expect(await outcomeOf(showCase(one.counselor, { caseId: doubtful }))).not.toBe('done')
})

test('the ledger takes nothing for a MAC that cannot be one, and only the rotation of secrets makes one anew', async () => {
  const one = await aNetworkOfDesks(database)
  const insert = (mac: string) =>
    rowsOf(
      `insert into auth.shred_ledger (tenant_id, id, kind, desk_id, list_id, shredded_on, effective_on, mac)
       values ($1, gen_random_uuid(), 'case', $2, gen_random_uuid(), current_date, current_date + 35, $3::bytea)`,
      [one.office.tenantId, one.hub.id, mac],
    )
  for (const mac of ['\\x', '\\x00', `\\x${'00'.repeat(33)}`])
    await expect(insert(mac)).rejects.toThrow('shred_ledger_mac_is_whole')
  await insert(`\\x${'00'.repeat(64)}`)
  const migrator = await database.as('yorube_migrator')
  // What could be one, and is none, is an alarm at the next start.
  await migrator.query('set role yorube_definer')
  const alarms = () =>
    rowsOf("select object_id from audit.alarm where kind = 'auth.shred_ledger' and tenant_id = $1", [
      one.office.tenantId,
    ])
  expect(await alarms()).toEqual([])
  expect(await raiseForgedLines(migrator, testRootSecret)).toBe(1)
  expect(await alarms()).toHaveLength(1)
  const refusals: Record<string, string[]> = {
    yorube_definer: ["update auth.shred_ledger set mac = '\\x'", 'delete from auth.shred_ledger'],
    yorube_ledger: [
      'update auth.shred_ledger set effective_on = effective_on + 1',
      'delete from auth.shred_ledger',
      'insert into auth.shred_ledger select * from auth.shred_ledger',
    ],
  }
  for (const [role, statements] of Object.entries(refusals)) {
    await migrator.query(`set role ${role}`)
    for (const statement of statements)
      await expect(migrator.query(statement), `${role}: ${statement}`).rejects.toThrow('permission denied')
  }
  for (const role of servingRoles)
    await expect((await database.as(role)).query('set role yorube_ledger'), role).rejects.toThrow(
      'permission denied',
    )
  await rowsOf('delete from auth.shred_ledger where tenant_id = $1', [one.office.tenantId])
})

test('`verify` still notices what was deleted without a decision, hidden behind a line by hand, or put back', async () => {
  const one = await aNetworkOfDesks(database)
  const [gone, robbed] = [await aDueFile(database, one), await aDueFile(database, one)]
  const [grant] = await rowsOf(
    'select g.* from auth.compartment_grant g join case_ c on c.compartment_id = g.compartment_id where c.id = $1',
    [gone],
  )
  const listId = await anAgreedList(one, one.hub.id, [`case:${gone}`])
  await shredDisposal(one.supervisor, { listId })
  expect(await kinds()).toEqual([])

  await rowsOf(
    'delete from auth.compartment_grant where compartment_id in (select compartment_id from case_ where id = $1)',
    [robbed],
  )
  expect(await kinds()).toEqual(['no-opener'])
  await rowsOf(
    `insert into auth.shred_ledger (tenant_id, id, kind, desk_id, list_id, shredded_on, effective_on, mac)
     values ($1, $2, 'case', $3, $4, current_date, current_date + 35, decode(repeat('00', 32), 'hex'))`,
    [one.office.tenantId, robbed, one.hub.id, listId],
  )
  expect(await kinds()).toContain('key-row-refused')
  await rowsOf('delete from auth.shred_ledger where id = $1', [robbed])

  await rowsOf("update case_note set body = '\\x01' where case_id = $1", [gone])
  expect(await kinds()).toEqual(['no-opener', 'row-differs'])
  await rowsOf("update case_note set body = '' where case_id = $1", [gone])
  await rowsOf('delete from case_note where case_id = $1', [gone])
  expect(await kinds()).toEqual(['no-opener', 'row-gone'])

  await rowsOf('delete from auth.retired_key')
  await rowsOf(
    `insert into auth.compartment_grant (tenant_id, compartment_id, owner_desk_id, desk_id, epoch, key_id, wrap, mac)
     select k.tenant_id, k.id, k.owner_desk_id, $1, $2, $3, $4, $5 from auth.compartment k where k.id = $6`,
    [grant.desk_id, grant.epoch, grant.key_id, grant.wrap, grant.mac, grant.compartment_id],
  )
  expect(await kinds()).toContain('shredded-key-back')
})

/** Every row of one tenant, to put all of it back as a restore would. */
async function copyOf(tenantId: string) {
  const tables = await rowsOf(
    `select format('%I.%I', n.nspname, c.relname) as name, (select string_agg(quote_ident(a.attname), ', ')
       from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'r' and n.nspname in ('public', 'auth') and exists (select from pg_attribute a
       where a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped)`,
  )
  await rowsOf('create schema backup_copy')
  for (const [place, { name }] of tables.entries())
    await rowsOf(
      `create table backup_copy.t${place} as select * from ${name} where tenant_id = '${tenantId}'`,
    )
  return {
    async putBack() {
      await rowsOf('begin')
      await rowsOf('set local session_replication_role = replica')
      for (const { name } of tables) await rowsOf(`delete from ${name} where tenant_id = '${tenantId}'`)
      for (const [place, { name, columns }] of tables.entries())
        await rowsOf(`insert into ${name} (${columns}) select ${columns} from backup_copy.t${place}`)
      await rowsOf('commit')
      await rowsOf('drop schema backup_copy cascade')
    },
  }
}
