import { asks } from '../../platform/asking.ts'
import { AppError } from '../../platform/errors.ts'
import type { Scene } from '../../platform/use-case.ts'
import { isSameName } from './policy.ts'
import { type AccessRow, wordsOf } from './store.ts'

/** Whether this is the agent who asked, as he was written down when the request came. */
export async function isAgentNamed(scene: Scene, row: AccessRow, typed: string): Promise<boolean> {
  const answer = await asks(scene.keys, [wordsOf(row)], ({ agentName }) => isSameName(agentName, typed))
  if (answer === 'unopenable') throw new AppError('refused', 'documents_refused_unopenable')
  return answer === 'yes'
}
