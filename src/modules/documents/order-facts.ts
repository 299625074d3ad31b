import { createHash } from 'node:crypto'
import { AppError } from '../../platform/errors.ts'
import { platform } from '../../platform/runtime.ts'
import type { Scene } from '../../platform/use-case.ts'
import { deskNames } from '../directory/index.ts'
import type { RecipientKind, ReleaseOrder } from './contract.ts'
import { isNamedLikeOpposing, partInCase } from './opposing.ts'
import { type SecondPerson, whyNotRelease } from './policy.ts'

/**
 * What two people agree on, to the letter: document, source, fields, recipient. Keyed, because a recipient may be a
 * person: whoever has a copy of the database must not be able to try names against it.
 */
export function orderHash(
  tenantId: string,
  order: Omit<ReleaseOrder, 'purpose' | 'deskId' | 'isPaper'>,
): Buffer {
  const { document, subjectId, recipient, caseId } = order
  const fields = order.fields.map((field) => [field.class, field.name]).sort()
  const to = Object.entries(recipient).sort()
  const plain = createHash('sha256').update(JSON.stringify([document, subjectId, caseId, to, fields]))
  return Buffer.from(platform().vault.macRow(tenantId, 'release_order', [plain.digest('hex')]))
}

/** Throws unless the order may leave; answers what kind of recipient it goes to. */
export async function checkOrder(
  scene: Scene,
  order: ReleaseOrder,
  secondPerson: SecondPerson,
): Promise<RecipientKind> {
  const { recipient, caseId } = order
  const recipientKind = await kindOf(scene, order)
  const typed = 'personName' in recipient ? recipient.personName : undefined
  const refusal = whyNotRelease(order.fields, {
    recipientKind,
    recipient,
    personPart:
      recipient.kind === 'person' && caseId ? await partInCase(scene, caseId, recipient.personId) : null,
    isNamedLikeOpposing: typed && caseId ? await isNamedLikeOpposing(scene, caseId, typed) : false,
    secondPerson,
  })
  if (refusal) throw new AppError('refused', refusal)
  return recipientKind
}

async function kindOf(scene: Scene, { recipient }: ReleaseOrder): Promise<RecipientKind> {
  if (recipient.kind !== 'desk') return recipient.kind
  const desk = (await deskNames(scene.tx, [recipient.deskId])).get(recipient.deskId)
  if (!desk) throw new AppError('not-found')
  return desk.bodyKind
}
