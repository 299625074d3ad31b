import { notify } from '../../platform/notices.ts'
import type { Scene } from '../../platform/use-case.ts'
import { endOfJapanDay } from '../disclosures/index.ts'

export interface Outgoing {
  requestId: string
  compartmentId: string
  fromDeskId: string
  toDeskId: string
  disclosureId: string
  untilDay: string | null
  isPaper: boolean
}

/** The asked desk gets the key of the sheet, and hears that there is something; a body without a terminal gets paper. */
export async function giveSheet(scene: Scene, out: Outgoing): Promise<void> {
  if (out.isPaper) return
  await scene.keys.share(out.compartmentId, out.fromDeskId, {
    deskId: out.toDeskId,
    notAfter: out.untilDay ? endOfJapanDay(out.untilDay) : 0,
    basisId: out.disclosureId,
  })
  await notify(scene, [
    {
      to: { deskId: out.toDeskId },
      kind: 'request.sent',
      objectType: 'request',
      objectId: out.requestId,
      compartmentId: out.compartmentId,
    },
  ])
}
