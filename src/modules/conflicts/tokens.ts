import { platform } from '../../platform/runtime.ts'
import type { Trait } from './traits.ts'

export function tokensOf(tenantId: string, side: 'staff' | 'opposing', traits: readonly Trait[]): Buffer[] {
  const { vault } = platform()
  return traits.map(({ use, value }) => Buffer.from(vault.conflictToken(tenantId, side, use, value)))
}
