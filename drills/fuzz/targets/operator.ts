import { z } from 'zod'
import { ConfigError, readConfig } from '../../../src/platform/config.ts'
import { accessFromEnvironment, accessFromUrl } from '../../../src/platform/db/access.ts'
import { segmentsBetween } from '../../../src/platform/db/physical/wal-segments.ts'
import { RootSecretUnusable } from '../../../src/platform/vault/errors.ts'
import { printRootSecret, rootSecretIn } from '../../../src/platform/vault/root-secret.ts'
import { textLike } from '../mutate.ts'
import { must, orRefused, type Target, target } from '../target.ts'

/** What the operator writes down for us: variables, the root secret's file, names of log segments. */
export async function operatorTargets(): Promise<Target[]> {
  return [rootSecret(), variables(), databaseUrls(), databaseAccess(), segments()]
}

function rootSecret(): Target {
  const sample = printRootSecret(new Uint8Array(32).fill(7))
  const samples = [sample, sample.replace('secret 1', 'secret 2'), sample.replaceAll('\n', '\r\n')]
  return target<string>({
    name: 'root-secret',
    of: ['src/platform/vault/root-secret.ts'],
    make: (random) => textLike(random, samples, 120),
    read(text) {
      const secret = orRefused(
        () => rootSecretIn(text, 'file'),
        (error) => error instanceof RootSecretUnusable,
      )
      must(secret === undefined || text.trimEnd() === sample.trimEnd(), 'another secret was read')
    },
  })
}

const values: Readonly<Record<string, readonly string[]>> = {
  PORT: ['8080', '0', '65535'],
  INTAKE_PORT: ['8081'],
  HOST: ['127.0.0.1', '::1', 'localhost', '0.0.0.0'],
  DATABASE_URL: ['postgres://user:pass@db.example:5432/yorube?sslmode=disable'],
  TRUST_PROXY: ['10.0.0.0/8, ::1', '192.168.0.1'],
  OFFICE_NETWORKS: ['203.0.113.1, 203.0.113.7; 198.51.100.0/24'],
  EXIT_URL: ['https://www.jma.go.jp/'],
  VIRUS_SCANNER: ['/run/clamav/clamd.ctl', '127.0.0.1:3310', '[::1]:3310'],
  LOG_LEVEL: ['info'],
}

function variables(): Target {
  return target<Record<string, string>>({
    name: 'variables',
    of: ['src/platform/config.ts'],
    make: (random) =>
      Object.fromEntries(
        Object.entries(values)
          .filter(() => random.oneIn(2))
          .map(([name, samples]) => [name, textLike(random, samples)]),
      ),
    read: (environment) =>
      void orRefused(
        () => readConfig(environment),
        (error) => error instanceof ConfigError,
      ),
  })
}

function databaseUrls(): Target {
  return target<string>({
    name: 'database-url',
    of: ['src/platform/db/access.ts'],
    make: (random) => textLike(random, values.DATABASE_URL ?? []),
    read(text) {
      const config = orRefused(
        () => readConfig({ DATABASE_URL: text }),
        (error) => error instanceof ConfigError,
      )
      if (config?.databaseUrl) must(accessFromUrl(config.databaseUrl).host !== '', 'a database nowhere')
    },
  })
}

function databaseAccess(): Target {
  const samples = ['{"host":"/run","port":5432,"database":"yorube","ssl":false}', 'null', '[]']
  return target<string>({
    name: 'database-access',
    of: ['src/platform/db/access.ts'],
    make: (random) => textLike(random, samples),
    read: (text) =>
      void orRefused(
        () => accessFromEnvironment({ YORUBE_DB: text }),
        (error) => error instanceof z.ZodError || error instanceof SyntaxError,
      ),
  })
}

function segments(): Target {
  const samples = ['000000010000000000000001', '0000000100000000000000FF', '000000010000000100000000']
  return target<readonly [string, string]>({
    name: 'wal-segments',
    of: ['src/platform/db/physical/wal-segments.ts'],
    make: (random) => [textLike(random, samples), textLike(random, samples)],
    read: ([first, last]) =>
      void orRefused(
        () => segmentsBetween(first, last, 16 * 1024 * 1024),
        (error) => error instanceof Error && /does not (name|follow)/.test(error.message),
      ),
  })
}
