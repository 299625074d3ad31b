/** Why nobody can say whether a file is clean. */
export type ScannerTrouble =
  | 'unreachable'
  | 'slow'
  | 'broken-off'
  | 'long-answer'
  /** It takes less at once than the largest file has (StreamMaxLength). */
  | 'too-large-for-it'
  | 'error'

export type Verdict =
  | { kind: 'clean' }
  /** By the name of its signature, which says nothing of the file. */
  | { kind: 'found'; signature: string }
  /** Packed too deeply, too large when unpacked, or encrypted: it has not looked through all of it. */
  | { kind: 'opaque'; signature: string }
  | { kind: 'failed'; trouble: ScannerTrouble }

/** With ExtendedDetectionInfo the file's own hash and size stand behind the name: they stay out. */
const found = /^stream: ([\w.+:/{}-]{1,120}?)(?:\([\da-f]{32,64}:\d{1,12}\))? FOUND$/i

/** No virus, but what AlertExceedsMax and AlertEncrypted tell (clamd.conf(5)). */
const opaque = /^Heuristics\.(Limits\.Exceeded|Encrypted)\b/

/** What clamd answers to INSTREAM (clamd(8)). Clean is one sentence only; whatever cannot be read is none. */
export function verdictOf(answer: string): Verdict {
  if (answer === 'stream: OK') return { kind: 'clean' }
  if (answer.endsWith(' FOUND')) {
    const signature = found.exec(answer)?.[1] ?? 'unnamed'
    return { kind: opaque.test(signature) ? 'opaque' : 'found', signature }
  }
  const isTooLarge = answer.includes('size limit exceeded')
  return { kind: 'failed', trouble: isTooLarge ? 'too-large-for-it' : 'error' }
}

const version = /^ClamAV [^/]{1,60}\/\d{1,9}\/\w{3} (\w{3} [ \d]\d \d\d:\d\d:\d\d \d{4})$/

/** When its signatures were made, of what clamd answers to VERSION; null where it has none of the makers, or says no date. */
export function signaturesMadeAt(answer: string): Date | null {
  // The daemon's own local time: good to the day.
  const at = new Date(`${version.exec(answer)?.[1]} UTC`)
  return Number.isNaN(at.getTime()) ? null : at
}
