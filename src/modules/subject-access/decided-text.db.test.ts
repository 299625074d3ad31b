import { beforeAll, expect, test } from 'vitest'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { enterRaw, type TestPerson } from '../../platform/testing/office.ts'
import {
  aConsultationIn,
  aFile,
  editCore,
  editSafety,
  registerCaseSources,
  removeAttachment,
} from '../cases/testing.ts'
import { amendConsultation } from '../consultations/testing.ts'
import { aNetwork } from '../requests/testing.ts'
import type { ItemKind } from './contract.ts'
import {
  decideAccess,
  giveAccess,
  identifyAccess,
  printAccess,
  proposeAccess,
  receiveAccess,
  reopenAccess,
  showAccess,
} from './testing.ts'

/** What two decide is about the text that stood there, not about the record whatever it may come to say. */
const database = useDatabase()
beforeAll(registerCaseSources)
const code = (act: Promise<unknown>) =>
  act.then(
    () => 'done',
    (error) => `${error.code} ${error.key}`,
  )

type Network = Awaited<ReturnType<typeof anIdentified>>

async function anIdentified() {
  const network = await aNetwork(database)
  const { counselor, caseId } = network
  const consultationId = await aConsultationIn(counselor, caseId, {})
  const fileId = await aFile(counselor, caseId, '診断書.pdf', '見本')
  const { id: accessId } = await receiveAccess(counselor, {
    submissionId: crypto.randomUUID(),
    caseId,
    requester: 'herself',
    receivedOn: new Date(Date.now() + 9 * 3_600_000).toISOString().slice(0, 10),
    name: '架空 花',
    reach: '',
    asked: '',
  } as never)
  await identifyAccess(counselor, { accessId, name: '架空 花', proofs: ['photo_id'] })
  return { ...network, accessId, consultationId, fileId }
}

/** All of it, or what is listed of these kinds; the safety sheet is always held back. */
async function propose(who: TestPerson, accessId: string, kinds?: readonly ItemKind[]) {
  const { items, turn } = await showAccess(who, { accessId })
  await proposeAccess(who, {
    accessId,
    turn,
    items: items
      .filter(({ kind }) => !kinds || kinds.includes(kind))
      .map(({ id, version, kind }) =>
        kind === 'safety'
          ? { id, version, choice: 'withhold' as const, ground: 2 }
          : { id, version, choice: 'disclose' as const },
      ),
  })
}
const decide = async (who: TestPerson, accessId: string) =>
  code(decideAccess(who, { accessId, turn: (await showAccess(who, { accessId })).turn }))
const give = ({ counselor, accessId }: Network) =>
  code(giveAccess(counselor, { submissionId: crypto.randomUUID(), accessId }))
const changedIn = async (who: TestPerson, accessId: string) =>
  (await showAccess(who, { accessId })).items.filter((item) => item.isChanged).map((item) => item.kind)
const amend = ({ counselor, consultationId }: Network, rev: number, memo: string) =>
  amendConsultation(counselor, { consultationId, rev, day: 'R8.11.20', memo } as never)
const releases = async (accessId: string) =>
  (await database.superuser.query('select 1 from release where subject_id = $1', [accessId])).rowCount

test('what was amended after its answer was proposed is not decided; whoever proposes it anew has said a word of her own', async () => {
  const one = await anIdentified()
  const { counselor, supervisor, manager, accessId } = one
  await propose(counselor, accessId)
  expect(await changedIn(supervisor, accessId)).toEqual([])
  const { turn } = await showAccess(supervisor, { accessId })
  await amend(one, 1, '直した文')
  // She saw that turn, and nobody has put another answer since.
  expect(await code(decideAccess(supervisor, { accessId, turn }))).toBe(
    'conflict access_refused_changed_proposed',
  )
  expect(await changedIn(supervisor, accessId)).toEqual(['consultation'])
  await propose(supervisor, accessId, ['consultation'])
  expect(await changedIn(supervisor, accessId)).toEqual([])
  expect(await decide(supervisor, accessId)).toBe('refused access_refused_second_person')
  expect(await decide(manager, accessId)).toBe('done')
})

test('an answer is about the text that she was shown, not about what came to stand there while she wrote', async () => {
  const one = await anIdentified()
  const { counselor, accessId } = one
  const { items, turn } = await showAccess(counselor, { accessId })
  await amend(one, 1, '書いているあいだに直した文')
  const seen = items.map(({ id, version }) => ({ id, version, choice: 'disclose' as const }))
  expect(await code(proposeAccess(counselor, { accessId, turn, items: seen }))).toBe(
    'conflict access_refused_changed_read',
  )
  expect((await showAccess(counselor, { accessId })).items.every((item) => item.choice === null)).toBe(true)
})

test('what was amended after the decision is neither given nor printed, and is decided anew by two', async () => {
  const one = await anIdentified()
  const { counselor, supervisor, manager, accessId } = one
  await propose(counselor, accessId)
  expect(await decide(supervisor, accessId)).toBe('done')
  expect(await code(reopenAccess(counselor, { accessId }))).toBe('conflict access_refused_unchanged')
  await amend(one, 1, '決めたあとの文')
  expect(await give(one)).toBe('conflict access_refused_changed_decided')
  // Nothing of it stands in the register of what went out.
  expect(await releases(accessId)).toBe(0)
  expect(await showAccess(counselor, { accessId })).toMatchObject({ isGivenOtherwise: true })

  await reopenAccess(counselor, { accessId })
  expect(await showAccess(counselor, { accessId })).toMatchObject({ state: 'identified', decidedBy: '' })
  expect(await decide(supervisor, accessId)).toBe('conflict access_refused_changed_proposed')
  await propose(counselor, accessId, ['consultation'])
  expect(await decide(counselor, accessId)).toContain('forbidden')
  expect(await decide(manager, accessId)).toBe('done')
  expect(await give(one)).toBe('done')
  const { content } = await printAccess(counselor, { accessId })
  expect(content.items.find((item) => item.kind === 'consultation')?.lines.join()).toContain('決めたあとの文')

  await amend(one, 2, '渡したあとの文')
  expect(await code(printAccess(counselor, { accessId }))).toBe('refused access_refused_changed_given')
  expect(await showAccess(counselor, { accessId })).toMatchObject({
    state: 'given',
    isPrintable: false,
    isGivenOtherwise: true,
  })
  // Once its day is over there is nothing left to do about it.
  await database.superuser.query(
    "update access_request set ended_at = now() - interval '2 days' where id = $1",
    [accessId],
  )
  expect(await showAccess(counselor, { accessId })).toMatchObject({ isGivenOtherwise: false })
  expect(await changedIn(counselor, accessId)).toEqual([])
})

test('files, sheets and states count as well as texts; what gives nothing away keeps nobody waiting', async () => {
  const one = await anIdentified()
  const { counselor, supervisor, caseId, accessId, fileId } = one
  await propose(counselor, accessId)
  expect(await decide(supervisor, accessId)).toBe('done')
  await editSafety(counselor, { caseId, rev: 1, safety: { never: '夜に電話しない' } })
  expect(await changedIn(counselor, accessId)).toEqual(['safety'])
  expect(await showAccess(counselor, { accessId })).toMatchObject({ isGivenOtherwise: false })
  expect(await code(reopenAccess(counselor, { accessId }))).toBe('conflict access_refused_unchanged')
  await editCore(counselor, { caseId, rev: 1, core: { title: '別の題' } } as never)
  await removeAttachment(counselor, { caseId, attachmentId: fileId, reason: '誤って添付した' })
  expect((await changedIn(counselor, accessId)).toSorted()).toEqual(['core', 'file', 'safety'])
  expect(await give(one)).toBe('conflict access_refused_changed_decided')
})

test('neither SQL of her own nor whoever may write every column gives what changed, or undoes what did not', async () => {
  const one = await anIdentified()
  const { counselor, supervisor, accessId } = one
  await propose(counselor, accessId)
  expect(await decide(supervisor, accessId)).toBe('done')
  const back =
    "update access_request set state = 'identified', decided_by = null, decided_at = null where id = $1"
  await expect(database.superuser.query(back, [accessId])).rejects.toMatchObject({ code: '23514' })
  await expect(
    database.superuser.query("update access_item set version = '2.phone' where access_id = $1", [accessId]),
  ).rejects.toMatchObject({ code: '23514' })
  const raw = await database.as('yorube_app')
  await raw.query('begin')
  await enterRaw(raw, counselor)
  const { rows } = await raw.query('select auth.reopen_access($1) as verdict', [accessId])
  await raw.query('rollback')
  expect(rows[0].verdict).toBe('unchanged')
})

test('an answer from before versions were kept is put once more', async () => {
  const one = await anIdentified()
  const { counselor, supervisor, accessId } = one
  await propose(counselor, accessId)
  await database.superuser.query('update access_item set version = null where access_id = $1', [accessId])
  expect(await decide(supervisor, accessId)).toBe('conflict access_refused_changed_proposed')
  await propose(counselor, accessId)
  expect(await decide(supervisor, accessId)).toBe('done')
})
