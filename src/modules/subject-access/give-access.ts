import { sql } from 'kysely'
import { z } from 'zod'
import { asReleased, releasedOf } from '../../platform/documents/released.ts'
import { AppError } from '../../platform/errors.ts'
import { defineUseCase, type Scene } from '../../platform/use-case.ts'
import { caseForRequest, describedEntries, timelineSources } from '../cases/index.ts'
import { deskFullName, deskNames, japanDay } from '../directory/index.ts'
import { findRelease, refuseOpposingName, release } from '../documents/index.ts'
import { isAgentNamed } from './agent.ts'
import { AccessItem, printableKinds } from './contract.ts'
import { isGivenOtherwise } from './policy.ts'
import {
  type AccessRow,
  accessFor,
  itemsOf,
  mostItems,
  refuseUnless,
  takeStep,
  versionsNow,
} from './store.ts'

/**
 * What was decided goes out, as it stood when it was decided: to her, or to the very agent who asked and whose right was shown;
 * his name is compared with the opposing party's once more, and with his own.
 */
export const giveAccess = defineUseCase({
  name: 'access.give',
  permission: 'access.give',
  purpose: 'coordination',
  input: z.object({
    submissionId: z.uuid(),
    accessId: z.uuid(),
    /** Who takes it, where that is not she herself. */
    receiver: z.string().trim().max(200).default(''),
  }),
  subject: (input) => ({ objectType: 'access-request', objectId: input.accessId }),
  output: z.object({ id: z.uuid() }),
  async run(scene, input) {
    const row = await accessFor(scene, 'access.give', input.accessId)
    refuseUnless(row, 'decided')
    if (row.requester !== 'herself' && input.receiver === '')
      throw new AppError('invalid', 'error_invalid', { fields: { receiver: 'access_agent_missing' } })
    if (row.requester !== 'herself') await refuseOtherAgent(scene, row, input.receiver)
    const stamp = await release(scene, {
      document: 'subject_access_packet',
      subjectId: row.id,
      recipient:
        row.requester === 'herself'
          ? { kind: 'client' }
          : { kind: 'agent', actsFor: 'client', personName: input.receiver },
      // Places, and what stands on sheets of their own, are never printed with it.
      fields: [{ name: 'records', class: 'S' }],
      purpose: 'subject_access',
      caseId: row.case_id,
      deskId: row.desk_id,
      isPaper: false,
    })
    await takeStep(scene, sql`auth.give_access(${row.id}, ${stamp.id})`, 'access_refused_changed_decided')
    return { id: row.id }
  },
  audit: () => ({}),
})

async function refuseOtherAgent(scene: Scene, row: AccessRow, receiver: string): Promise<void> {
  await refuseOpposingName(scene, row.case_id as string, receiver)
  if (!(await isAgentNamed(scene, row, receiver))) throw new AppError('refused', 'access_refused_other_agent')
}

const PacketItem = AccessItem.extend({
  headline: z.string(),
  lines: z.array(z.string()),
  isPrinted: z.boolean(),
})
export const AccessPacket = z.object({
  accessId: z.uuid(),
  receivedOn: z.string(),
  items: z.array(PacketItem).max(mostItems),
})

/**
 * The packet that is printed: under the number it was released with, on the day it was given. Refused where something that is
 * shown in it was amended since: nobody decided about that text.
 */
export const printAccess = defineUseCase({
  name: 'access.print',
  permission: 'access.give',
  purpose: 'coordination',
  input: z.object({ accessId: z.uuid() }),
  subject: (input) => ({ objectType: 'access-request', objectId: input.accessId }),
  output: releasedOf(AccessPacket),
  async run(scene, { accessId }) {
    const row = await accessFor(scene, 'access.give', accessId, 'look')
    const isToday = row.ended_at !== null && japanDay(row.ended_at) === japanDay(new Date())
    if (row.state !== 'given' || !row.release_id || !row.case_id || !isToday) throw new AppError('not-found')
    const { stamp } = await findRelease(scene, row.release_id)
    const items = await itemsOf(scene, row.id)
    const desks = await deskNames(
      scene.tx,
      items.flatMap((item) => item.with_desk ?? []),
    )
    // In this order: what is amended between the two readings shows in the second.
    const entries = await entriesOf(scene, row, items)
    const now = await versionsNow(scene, row.id)
    if (isGivenOtherwise(items, now)) throw new AppError('refused', 'access_refused_changed_given')
    return {
      stamp,
      row: { id: row.id, receivedOn: row.received_on, caseId: row.case_id },
      entries,
      items: items.map((item) => ({
        id: item.id,
        kind: item.kind,
        objectId: item.object_id,
        day: item.day,
        desk: deskFullName(item.with_desk ? desks.get(item.with_desk) : null),
        thirdParty: item.third_party,
        choice: item.choice,
        ground: item.ground,
      })),
    }
  },
  audit: ({ items, row }) => ({ count: items.length, caseId: row.caseId }),
  present: ({ stamp, row, entries, items }, _input, actor) => {
    const around = { names: {}, desks: {}, seenBefore: null, userId: actor.userId }
    const described = new Map(describedEntries(entries, around).map((one) => [`${one.kind} ${one.id}`, one]))
    return asReleased(stamp, {
      accessId: row.id,
      receivedOn: row.receivedOn,
      items: items.map(({ objectId, ...item }) => {
        const said = described.get(`${item.kind} ${objectId}`)
        return {
          ...item,
          headline: said?.headline ?? '',
          lines: said?.lines.map((line) => line.text) ?? [],
          isPrinted: said?.canOpen === true,
        }
      }),
    })
  },
})

/** What the disclosed records of the timeline say; whatever else was decided is fetched nowhere. */
async function entriesOf(scene: Scene, row: AccessRow, items: Awaited<ReturnType<typeof itemsOf>>) {
  const shown = new Set(
    items.filter((item) => item.choice === 'disclose').map((item) => `${item.kind} ${item.object_id}`),
  )
  const found = await caseForRequest(scene, row.case_id as string, 'access.give')
  await scene.keys.loadCase(found.id)
  const all = await Promise.all(
    timelineSources([...printableKinds]).map(async (source) =>
      (await source.entries(scene.tx, found.id, null, mostItems)).map((entry) => ({
        ...entry,
        kind: source.kind,
      })),
    ),
  )
  return all.flat().filter((entry) => shown.has(`${entry.kind} ${entry.id}`))
}
