import type { TestPerson } from '../../platform/testing/office.ts'
import { openCase } from './open-case.ts'

export { askApproval } from './ask-approval.ts'
export { assign } from './assign.ts'
export { blockPerson } from './block-person.ts'
export { decideApproval } from './decide-approval.ts'
export { registerCaseSources } from './own-sources.ts'
export { transferCase } from './transfer-case.ts'

/** A fictional case with a name to be found by, and what must never be done. */
export async function aCase(
  opener: TestPerson,
  wish: { title?: string; family?: string } = {},
): Promise<string> {
  const { id } = await openCase(opener, {
    submissionId: crypto.randomUUID(),
    client: {
      names: [{ family: wish.family ?? '架空', given: '花', familyKana: 'かくう', givenKana: 'はな' }],
      birthDate: '1990-04-02',
    },
    core: { title: wish.title ?? '転居と離婚の相談', wishes: '子どもと静かに暮らしたい' },
    safety: { never: '自宅の電話にかけない', counterpart: { name: '架空 太郎' } },
  })
  return id
}
