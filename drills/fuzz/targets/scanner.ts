import { signaturesMadeAt, verdictOf } from '../../../src/platform/scanner/answers.ts'
import { scannerPlace } from '../../../src/platform/scanner/place.ts'
import { textLike } from '../mutate.ts'
import { must, type Target, target } from '../target.ts'

/** Where the virus scanner is, as the operator wrote it down, and what it answers. */
export async function scannerTargets(): Promise<Target[]> {
  return [places(), answers(), versions()]
}

function places(): Target {
  const samples = ['/run/clamav/clamd.ctl', '127.0.0.1:3310', '[::1]:3310', '::1:3310', 'clamd.example:3310']
  return target<string>({
    name: 'scanner-place',
    of: ['src/platform/scanner/place.ts'],
    make: (random) => textLike(random, samples),
    read(text) {
      const place = scannerPlace(text)
      if (!place) return
      const isSocket = 'path' in place && place.path.startsWith('/') && !place.path.includes('\0')
      const isAddress = 'host' in place && /^[\da-f:.]+$/i.test(place.host) && place.port < 65_536
      must(isSocket || isAddress, 'a scanner at no address')
    },
  })
}

function answers(): Target {
  const samples = [
    'stream: OK',
    'stream: Win.Test.EICAR_HDB-1 FOUND',
    'stream: Eicar(44d88612fea8a8f36de82e1278abb02f:68) FOUND',
    'stream: Heuristics.Limits.Exceeded.MaxFileSize FOUND',
    'INSTREAM size limit exceeded. ERROR',
    'stream: Can\u2019t allocate memory ERROR',
  ]
  return target<string>({
    name: 'scanner-answer',
    of: ['src/platform/scanner/answers.ts'],
    make: (random) => textLike(random, samples),
    read(answer) {
      const verdict = verdictOf(answer)
      must(verdict.kind !== 'clean' || answer === 'stream: OK', 'clean by another sentence')
      const named = 'signature' in verdict ? verdict.signature : undefined
      must(named === undefined || /^[\w.+:/{}-]{1,120}$/.test(named), 'more than a name')
      must(named !== undefined || !answer.endsWith(' FOUND'), 'a finding that vanished')
    },
  })
}

function versions(): Target {
  const samples = ['ClamAV 1.4.6/27793/Sat Nov 28 08:46:00 2026', 'ClamAV 1.4.6', 'UNKNOWN COMMAND']
  return target<string>({
    name: 'scanner-version',
    of: ['src/platform/scanner/answers.ts'],
    make: (random) => textLike(random, samples),
    read: (answer) => must(Number.isFinite(signaturesMadeAt(answer)?.getTime() ?? 0), 'a day that is none'),
  })
}
