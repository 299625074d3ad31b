import { signaturesMadeAt } from '../scanner/answers.ts'
import { askVersion, scan } from '../scanner/clamd.ts'
import { scannerPlace } from '../scanner/place.ts'
import { type Finding, found } from './examinations.ts'

/** Somebody waits for the page. */
const limits = { milliseconds: 5_000, answerBytes: 1_024 }
const harmless = new TextEncoder().encode('Yorube asks whether files are looked through.')
const DAY_MS = 86_400_000
/** On a closed network somebody brings new ones every week. */
const OLD_DAYS = 14

/** Whether the office's scanner looks through what it is given, and how old its signatures are. */
export async function examineScanner(named: string | undefined, now: number): Promise<Finding[]> {
  const place = scannerPlace(named ?? '')
  if (!named || !place) return [found('no-scanner', 'notice', '-')]
  const verdict = await scan(place, harmless, limits)
  if (verdict.kind !== 'clean') {
    const why = verdict.kind === 'failed' ? verdict.trouble : verdict.signature
    return [found('scanner', 'bad', `${named} (${why})`)]
  }
  return [found('scanner', 'good', named), await examineSignatures(place, now)]
}

async function examineSignatures(place: Parameters<typeof askVersion>[0], now: number): Promise<Finding> {
  const madeAt = signaturesMadeAt(await askVersion(place, limits).catch(() => ''))
  if (!madeAt) return found('scanner-signatures', 'warning', '-')
  const days = Math.max(0, (now - madeAt.getTime()) / DAY_MS)
  return found('scanner-signatures', days > OLD_DAYS ? 'warning' : 'good', `${days.toFixed(1)} d`)
}
