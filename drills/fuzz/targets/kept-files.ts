import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { providersIn } from '../../../src/platform/identity-providers.ts'
import { ledgerIn } from '../../../src/platform/shredding/kept-file.ts'
import { textLike } from '../mutate.ts'
import { must, orRefused, type Target, target } from '../target.ts'

/** Files beside the instance that somebody else may have written into. */
export async function keptFileTargets(): Promise<Target[]> {
  return [shredLedger(), identityProviders()]
}

function shredLedger(): Target {
  const line = JSON.stringify({
    ...{ tenantId: randomUUID(), id: randomUUID(), kind: 'case', deskId: randomUUID(), listId: randomUUID() },
    ...{ shreddedOn: '2026-04-01', effectiveOn: '2026-05-06', mac: 'ab'.repeat(32) },
  })
  return target<string>({
    name: 'shred-ledger',
    of: ['src/platform/shredding/kept-file.ts', 'src/platform/shredding/replay.ts'],
    make: (random) => textLike(random, [`${line}\n${line}\n`, `${line}\n`, '{}\n', 'null']),
    read(text) {
      const { lines, unreadable } = ledgerIn(text)
      const written = text.split('\n').filter((one) => one !== '').length
      must(lines.length + unreadable === written, 'a line was lost')
    },
  })
}

function identityProviders(): Target {
  const sample = JSON.stringify([
    { hosts: ['a.example'], issuer: 'https://idp.example', clientId: 'yorube', clientSecretFile: 'secret' },
  ])
  return target<string>({
    name: 'identity-providers',
    of: ['src/platform/identity-providers.ts'],
    make: (random) => textLike(random, [sample, '[]', '[{}]']),
    read(text) {
      const found = orRefused(
        () => providersIn(text, () => 'a secret'),
        (error) =>
          error instanceof z.ZodError ||
          error instanceof SyntaxError ||
          (error instanceof Error && /^a host name|^a secret/.test(error.message)),
      )
      for (const { issuer } of found ?? [])
        must(
          /^(https:|http:\/\/(localhost|127\.0\.0\.1|\[::1\]))/.test(new URL(issuer).href),
          'an open issuer',
        )
    },
  })
}
