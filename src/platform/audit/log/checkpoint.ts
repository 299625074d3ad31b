import type { LogSigner } from '../../vault/index.ts'
import { openNote, signNote } from './note.ts'

/** c2sp.org/tlog-checkpoint: whose log, how many lines, the root over all of them. */
export interface Checkpoint {
  origin: string
  size: number
  root: Uint8Array
}

export function signCheckpoint(checkpoint: Checkpoint, signer: LogSigner): string {
  const root = Buffer.from(checkpoint.root).toString('base64')
  return signNote(`${checkpoint.origin}\n${checkpoint.size}\n${root}\n`, checkpoint.origin, signer)
}

export type CheckpointTrouble = 'unreadable' | 'foreign' | 'not-signed'

/** What the note says, if it is one of this log and signed by its key. */
export function openCheckpoint(
  note: string,
  origin: string,
  publicKey: Uint8Array,
): Checkpoint | CheckpointTrouble {
  const [named = '', size = '', base64 = ''] = note.split('\n')
  const root = Buffer.from(base64, 'base64')
  if (!/^(0|[1-9]\d{0,14})$/.test(size) || root.length !== 32 || root.toString('base64') !== base64)
    return 'unreadable'
  if (named !== origin) return 'foreign'
  if (openNote(note, origin, publicKey) === null) return 'not-signed'
  return { origin, size: Number(size), root }
}
