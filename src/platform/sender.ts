import type { Bearer } from './entering.ts'
import { platform } from './runtime.ts'
import type { Sender } from './submission-pace.ts'

/** A session as this process counts it in its memory. */
export function senderOf({ cookie, isMachine }: Pick<Bearer, 'cookie' | 'isMachine'>): Sender {
  const { lookup } = platform().vault.session(cookie)
  return { session: Buffer.from(lookup).toString('base64'), isMachine: isMachine === true }
}

/** What one session sends in is bounded where browsers and programs send it. One submission counts once, however often it is taken. */
export function paceOf(bearer: Bearer) {
  const { pace } = platform()
  if (!pace) return null
  const sender = senderOf(bearer)
  let isTaken = false
  return {
    refuseIfFull: () => pace.refuseIfFull(sender),
    take() {
      if (!isTaken) pace.take(sender)
      isTaken = true
    },
  }
}
