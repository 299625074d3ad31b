import { sql } from 'kysely'
import { desksFor } from '../../platform/actor.ts'
import type { Scene } from '../../platform/use-case.ts'
import { listSide, presentLines } from './list-requests.ts'

/** The nearest deadlines of both directions, as the lists show them. */
export async function requestsForToday(scene: Scene) {
  const open = { view: 'open' as const }
  const asked = desksFor(scene.actor, 'request.answer')
  const asker = desksFor(scene.actor, 'request.send')
  const asIn = await listSide(scene, 'asked', asked, open)
  const asOut = await listSide(scene, 'asker', asker, open)
  const decided = await countToDecide(scene)
  return { asIn, asOut, toDecide: decided }
}

/** The other desk has said something and waits for us. */
const ourTurn: readonly string[] = ['asked_back', 'answered']

/** Opened lines that need a hand today: those asked of us, and ours that are overdue or came back. */
export function linesForToday(opened: Parameters<typeof presentLines>[0], side: 'asked' | 'asker') {
  const { lines } = presentLines(opened)
  if (side === 'asked') return lines
  const ours = lines.filter((line) => line.isOverdue || ourTurn.includes(line.state))
  // A question back stops the other desk's work; what is late comes next; a plain answer can be read in peace.
  const weight = (line: (typeof ours)[number]) =>
    line.state === 'asked_back' ? 0 : line.state !== 'answered' ? 1 : 2
  return ours.sort((one, other) => weight(one) - weight(other))
}

async function countToDecide({ actor, tx }: Scene): Promise<number> {
  const row = await tx
    .selectFrom('request')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('from_desk_id', '=', sql<string>`any(${desksFor(actor, 'request.decide')}::uuid[])`)
    .where('state', '=', 'proposed')
    .executeTakeFirst()
  return row?.count ?? 0
}
