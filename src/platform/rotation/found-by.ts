import type { Bytes, Rotation } from '../vault/index.ts'
import type { Rewriting } from './rewritten.ts'

interface Hashed {
  tenantId: string
  hashes: Buffer[]
}
type Use = Parameters<Rotation['keyedAgain']>[0]

/** Keyed hashes that rows are found by: nobody has the values any more, so each is keyed once again. */
export function keyedHashes(rotation: Rotation): Rewriting<never>[] {
  const hashed = (table: string, targets: string[], use: Use) =>
    ({
      table,
      columns: `tenant_id as "tenantId", array[${targets.join(', ')}] as hashes`,
      where: `${targets[0]} is not null`,
      targets,
      remade: ({ tenantId, hashes }: Hashed) =>
        hashes.map((hash) => rotation.keyedAgain(use, tenantId, hash)) as readonly Bytes[],
    }) as Rewriting<never>
  return [
    hashed('caller_token', ['token'], 'known'),
    hashed('auth.case_token', ['token'], 'known'),
    hashed('auth.submission', ['fingerprint'], 'known'),
    hashed('auth.factor_code', ['code_hash'], 'code'),
    hashed('auth.kin_token', ['token'], 'coi'),
    hashed('auth.opposing_token', ['party', 'token'], 'opp'),
  ]
}

interface Factor {
  tenantId: string
  userId: string
  id: string
  secret: Buffer
}

interface Pointer {
  tenantId: string
  id: string
  pointer: Buffer
}

/** What the instance itself can open. */
export function sealedByInstance(rotation: Rotation): Rewriting<never>[] {
  const one = (value: Bytes | null) => value && [value]
  return [
    {
      table: 'auth.factor',
      columns: 'tenant_id as "tenantId", user_id as "userId", id, secret',
      where: 'secret is not null',
      targets: ['secret'],
      remade: ({ tenantId, userId, id, secret }: Factor) =>
        one(rotation.factor(tenantId, userId, id, secret)),
    },
    {
      table: 'auth.opposing_token',
      columns: 'tenant_id as "tenantId", id, pointer',
      targets: ['pointer'],
      remade: ({ tenantId, id, pointer }: Pointer) => one(rotation.pointer(tenantId, id, pointer)),
    },
  ] as Rewriting<never>[]
}
