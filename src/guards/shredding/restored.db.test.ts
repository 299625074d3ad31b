import { mkdtempSync } from 'node:fs'
import { appendFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { showCase } from '../../modules/cases/testing.ts'
import { anAgreedList, outcomeOf, showDisposal, shredDisposal } from '../../modules/retention/testing.ts'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { platform } from '../../platform/runtime.ts'
import { ledgerKeeper } from '../../platform/shredding/keep.ts'
import { keepLines, keptFileIn, readKept } from '../../platform/shredding/kept-file.ts'
import { replayShreddings } from '../../platform/shredding/replay.ts'
import { findingsOf } from './findings-of.ts'
import { aDueFile, aNetworkOfDesks, opened, sealedOfCase } from './testing.ts'

/** What was destroyed stays destroyed over a restored database, and nobody hides behind the ledger. */
const database = useDatabase()
const folder = () => mkdtempSync(join(tmpdir(), 'shred-ledger-'))
const rowsOf = async (text: string, values: unknown[] = []) =>
  (await database.superuser.query(text, values)).rows
const kinds = async () => [...new Set((await findingsOf(database)).map((one) => one.kind))].sort()

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
  const replay = () => replayShreddings(migrator, platform().vault, [outside, folder()])
  expect(await replay()).toEqual({ shredded: 1, refused: 0 })
  expect(await opened(one.everybody, documents)).toBe(0)
  expect(await sealedOfCase(database, tenantId, gone)).toEqual([])
  expect((await showDisposal(one.manager, { listId })).state).toBe('done')
  expect(await replay()).toEqual({ shredded: 0, refused: 0 })

  // Lines that somebody else wrote destroy nothing.
  const innocent = await aDueFile(database, one)
  const [line] = (await readKept(outside))?.lines ?? []
  if (!line) throw new Error('the ledger is empty')
  await keepLines(outside, [{ ...line, id: innocent }])
  await appendFile(keptFileIn(outside), 'not a line\n')
  expect(await replay()).toEqual({ shredded: 0, refused: 2 })
  expect(await outcomeOf(showCase(one.counselor, { caseId: innocent }))).toBe('done')
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
     values ($1, $2, 'case', $3, $4, current_date, current_date + 35, '\\x00')`,
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
