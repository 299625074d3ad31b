import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { Readable } from 'node:stream'
import { type ScannerTrouble, type Verdict, verdictOf } from './answers.ts'
import type { ScannerPlace } from './place.ts'

export const scannerLimits = {
  /** For the whole of it: reaching the daemon, handing the file over, its answer. */
  milliseconds: 60_000,
  answerBytes: 1_024,
}
export type ScannerLimits = typeof scannerLimits

export class ScannerFailure extends Error {
  readonly trouble: ScannerTrouble
  constructor(trouble: ScannerTrouble) {
    super(trouble)
    this.name = 'ScannerFailure'
    this.trouble = trouble
  }
}

const chunkBytes = 64 * 1024

/** Whether clamd finds something in these bytes. Never throws: whoever asks decides what a failure means. */
export async function scan(
  place: ScannerPlace,
  bytes: Uint8Array,
  limits: ScannerLimits = scannerLimits,
): Promise<Verdict> {
  try {
    return verdictOf(await ask(place, stream(bytes), limits))
  } catch (error) {
    return { kind: 'failed', trouble: error instanceof ScannerFailure ? error.trouble : 'error' }
  }
}

/** The version of the daemon and of its signatures, in its own words. Throws `ScannerFailure`. */
export function askVersion(place: ScannerPlace, limits: ScannerLimits = scannerLimits): Promise<string> {
  return ask(place, [Buffer.from('zVERSION\0')], limits)
}

/** INSTREAM (clamd(8)): chunks with their lengths in four bytes, big end first; one without length ends it. */
function* stream(bytes: Uint8Array): Generator<Uint8Array> {
  yield Buffer.from('zINSTREAM\0')
  for (let from = 0; from < bytes.byteLength; from += chunkBytes) {
    const chunk = bytes.subarray(from, from + chunkBytes)
    yield lengthOf(chunk.byteLength)
    yield chunk
  }
  yield lengthOf(0)
}

function lengthOf(bytes: number): Uint8Array {
  const four = Buffer.alloc(4)
  four.writeUInt32BE(bytes)
  return four
}

async function ask(place: ScannerPlace, words: Iterable<Uint8Array>, limits: ScannerLimits): Promise<string> {
  const signal = AbortSignal.timeout(limits.milliseconds)
  const socket = connect({ ...place, signal })
  // Whoever waits is told by what she waits for; nothing else may hear of it.
  socket.on('error', () => undefined)
  let isReached = false
  try {
    await once(socket, 'connect')
    isReached = true
    Readable.from(words).pipe(socket, { end: false })
    return await answerOf(socket, limits.answerBytes)
  } catch (error) {
    if (error instanceof ScannerFailure) throw error
    if (signal.aborted) throw new ScannerFailure('slow')
    throw new ScannerFailure(isReached ? 'broken-off' : 'unreachable')
  } finally {
    socket.destroy()
  }
}

/** Up to the zero that ends an answer to a command that began with `z`. */
async function answerOf(socket: Socket, most: number): Promise<string> {
  let answer = Buffer.alloc(0)
  for await (const part of socket) {
    answer = Buffer.concat([answer, part])
    const end = answer.indexOf(0)
    if (end >= 0 && end <= most) return answer.toString('utf8', 0, end)
    if (answer.length > most) throw new ScannerFailure('long-answer')
  }
  throw new ScannerFailure('broken-off')
}
