import { addAttachmentToCase } from '../../cases/add-attachment.ts'
import { PreparedFile } from '../../cases/prepare-file.ts'
import { contentOf, papers } from '../content/papers.ts'
import type { PlannedCase } from '../story/planned.ts'
import { minutesAfter } from '../world/days.ts'
import type { Act } from './play.ts'

type By = (
  by: string,
  at: number,
  run: (who: Parameters<Act['run']>[0], caseId: string) => Promise<void>,
) => Act

/** One open case in eight has a paper that she brought along, and now and then two. */
export function paperActs({ dice, assignee, calls, closesOn }: PlannedCase, opened: number, by: By): Act[] {
  const last = calls.at(-1)
  if (!last || closesOn || !dice.chance(0.125)) return []
  const some = dice.chance(0.3) ? [dice.pick(papers), dice.pick(papers)] : [dice.pick(papers)]
  return [...new Set(some)].map((paper, index) =>
    by(assignee, minutesAfter(Math.max(last.at, opened), 30 + index * 4), async (who, caseId) => {
      const { name, note, type } = paper
      const form = type === 'application/pdf' ? 'original' : 'rendition'
      const file = new PreparedFile(type, form, await contentOf(paper))
      await addAttachmentToCase(who, { caseId, file, name, note, submissionId: crypto.randomUUID() })
    }),
  )
}
