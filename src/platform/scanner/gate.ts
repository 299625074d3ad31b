import { AppError } from '../errors.ts'
import { platform } from '../runtime.ts'
import type { Verdict } from './answers.ts'
import { scan } from './clamd.ts'
import type { ScannerPlace } from './place.ts'

/** Files with the daemon at the same time, of one process: each lies in its memory until it has answered. */
export const atOnce = 4

export type Scan = (bytes: Uint8Array) => Promise<Verdict>

/** The way to the office's own scanner. `tell` hears of whatever is not clean; a file too many at once is refused as busy. */
export function scannerAt(place: ScannerPlace, tell: (verdict: Verdict) => void): Scan {
  let running = 0
  return async (bytes) => {
    if (running >= atOnce) throw new AppError('busy')
    running++
    try {
      const verdict = await scan(place, bytes)
      if (verdict.kind !== 'clean') tell(verdict)
      return verdict
    } finally {
      running--
    }
  }
}

/**
 * For `beforehand` of every use-case that takes a file: passes where the scanner has found nothing, or where the office has
 * none. What nobody could look through is refused as well.
 */
export async function refuseInfected(bytes: Uint8Array): Promise<void> {
  const verdict = (await platform().scan?.(bytes)) ?? { kind: 'clean' }
  if (verdict.kind === 'found')
    throw new AppError('refused', 'error_file_infected', { forAuditors: verdict.signature })
  if (verdict.kind === 'opaque')
    throw new AppError('unsupported', 'error_file_opaque', { forAuditors: verdict.signature })
  if (verdict.kind === 'failed') throw new AppError('refused', 'error_file_unscanned')
}
