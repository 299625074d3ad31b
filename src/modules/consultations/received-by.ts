import { AppError } from '../../platform/errors.ts'
import type { Scene } from '../../platform/use-case.ts'
import { deskColleagues } from './desk-colleagues.ts'

/** Who took the contact: whoever writes, unless a paper sheet names a colleague of the desk. */
export async function receivedBy(
  { actor, tx }: Scene,
  input: { isBackEntry: boolean; receivedById?: string | undefined },
  deskId: string,
): Promise<{ authorId: string; enteredBy: string | null }> {
  const { userId } = actor
  const { receivedById } = input
  if (!input.isBackEntry || !receivedById || receivedById === userId)
    return { authorId: userId, enteredBy: null }
  const colleagues = await deskColleagues(tx, [deskId])
  if (!colleagues.some((one) => one.id === receivedById))
    throw new AppError('invalid', 'error_invalid', {
      fields: { receivedById: 'consultations_error_received_by' },
    })
  return { authorId: receivedById, enteredBy: userId }
}
