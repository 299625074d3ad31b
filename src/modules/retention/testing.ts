import type { TestDatabase } from '../../platform/db/testing/use-database.ts'
import { enterRaw, TestOffice, type TestPerson } from '../../platform/testing/office.ts'
import { aCase } from '../cases/testing.ts'
import { askForDisposal, decideOnDisposal } from './decide-on-disposal.ts'
import { proposeDisposal } from './propose-disposal.ts'
import { askForRules, decideOnRules, setAgreedRules, showRetentionRules } from './set-retention-rules.ts'
import { showDisposal } from './show-disposal.ts'

export { askForDisposal, decideOnDisposal } from './decide-on-disposal.ts'
export { holdKeptRecord } from './hold-record.ts'
export { liftHold } from './lift-hold.ts'
export { listDue } from './list-due.ts'
export { proposeDisposal } from './propose-disposal.ts'
export {
  askForRules,
  decideOnRules,
  setAgreedRules,
  setRetentionRules,
  showRetentionRules,
} from './set-retention-rules.ts'
export { showDisposal } from './show-disposal.ts'
export { showKeeping } from './show-keeping.ts'
export { shredDisposal } from './shred-disposal.ts'
export { takeFromDisposal, withdrawDisposal } from './take-from-disposal.ts'

/** As if it had been closed long ago, past row-level security. */
export async function closedLongAgo(
  database: Pick<TestDatabase, 'superuser'>,
  caseId: string,
): Promise<void> {
  await database.superuser.query(
    "update case_ set status = 'closed', closed_on = '2015-05-01', retain_until = '2021-03-31' where id = $1",
    [caseId],
  )
  // What was said in it was said before it was closed.
  await database.superuser.query(
    "update consultation set day = least(day, '2015-04-10') where case_id = $1",
    [caseId],
  )
}

/** A list of these records, asked for and agreed to. */
export async function anAgreedList(
  { supervisor, manager }: { supervisor: TestPerson; manager: TestPerson },
  deskId: string,
  records: readonly string[],
): Promise<string> {
  const { listId } = await proposeDisposal(supervisor, { deskId, records: [...records] })
  await askForDisposal(supervisor, { listId })
  const { act } = await showDisposal(manager, { listId })
  if (!act) throw new Error('nothing was asked')
  await decideOnDisposal(manager, { listId, actId: act.id, seal: act.seal, answer: 'agree' })
  return listId
}

/** Shorter rules, as two managers set them. */
export async function rulesOfTwo(
  asker: TestPerson,
  other: TestPerson,
  rules: Parameters<typeof askForRules>[1],
): Promise<void> {
  await askForRules(asker, rules)
  const asked = (await showRetentionRules(other, {})).asked.find((one) => one.decidedBy === null)
  if (!asked) throw new Error('nothing was asked')
  await decideOnRules(other, { actId: asked.id, seal: asked.seal, answer: 'agree' })
  await setAgreedRules(asker, { actId: asked.id })
}

/** A hub with everybody whom a disposal takes, and a desk that has nothing to do with it. */
export async function aKeepingOffice(database: TestDatabase) {
  const office = await TestOffice.open(database)
  const hub = await office.desk(['counselor', 'supervisor', 'manager', 'manager'])
  const other = await office.desk(['manager', 'supervisor'])
  const [counselor, supervisor, manager, second] = hub.people
  const [stranger] = other.people
  if (!counselor || !supervisor || !manager || !second || !stranger) throw new Error('people are missing')
  for (const person of [supervisor, manager, second, stranger]) await office.stepUp(person)
  return { office, hub, counselor, supervisor, manager, second, stranger }
}
export type KeepingOffice = Awaited<ReturnType<typeof aKeepingOffice>>

export async function aDueCase(
  database: Pick<TestDatabase, 'superuser'>,
  { counselor }: Pick<KeepingOffice, 'counselor'>,
): Promise<string> {
  const caseId = await aCase(counselor)
  await closedLongAgo(database, caseId)
  return caseId
}

export const proposeCases = (
  { supervisor, hub }: Pick<KeepingOffice, 'supervisor' | 'hub'>,
  ...caseIds: string[]
) => proposeDisposal(supervisor, { deskId: hub.id, records: caseIds.map((id) => `case:${id}`) })

/** What became of it: `done`, the sentence of a refusal that is ours, or its code. */
export const outcomeOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'done',
    (error) => (error.key?.startsWith('retention') ? error.key : error.code),
  )

/** A statement in the middle of her transaction, as an intruder with injected SQL would send it: rows, or the refusal. */
export async function asIntruder(
  database: TestDatabase,
  person: TestPerson,
  statement: string,
): Promise<number | string> {
  const raw = await database.as('yorube_app')
  await raw.query('begin')
  try {
    await enterRaw(raw, person)
    return (await raw.query(statement)).rowCount ?? 0
  } catch (error) {
    const text = error instanceof Error ? error.message : ''
    return text.startsWith('permission denied') ? 'permission denied' : text
  } finally {
    await raw.query('rollback')
  }
}
