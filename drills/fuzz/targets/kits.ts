import { CannotOpen, KitUnusable } from '../../../src/platform/vault/errors.ts'
import { Recovery } from '../../../src/platform/vault/escrow.ts'
import { combineKits, readKit, writeKit } from '../../../src/platform/vault/kits.ts'
import { aDesk, asMember, aVault, openerOf, ROOT, TENANT } from '../../../src/platform/vault/story.fixture.ts'
import type { Random } from '../../random.ts'
import { textLike } from '../mutate.ts'
import { must, orRefused, type Target, target } from '../target.ts'
import { type Row, rowLike } from './key-rows.ts'

const isRefusal = (error: unknown) => error instanceof CannotOpen
const isKitRefusal = (error: unknown) => error instanceof KitUnusable

/** Recovery kits as somebody types or makes them up, and the rows that they open. */
export async function kitTargets(): Promise<Target[]> {
  const vault = aVault()
  const { sayo, desk } = await aDesk(vault)
  const { escrowKey, kits } = await vault.newEscrow(TENANT, 1)
  const opener = openerOf(sayo, desk.memberships)
  const [seed] = vault.escrowSeeds(opener, escrowKey, [desk.deskKey.deskId])
  if (!seed) throw new Error('no seed was sealed to the kits')
  return [await typedKits(kits), rows(kits, escrowKey, seed, asMember(sayo))]
}

async function typedKits(kits: readonly string[]): Promise<Target> {
  const [one = '', other = ''] = kits
  const right = await combineKits(one, other)
  const [foreign = ''] = (await aVault().newEscrow(TENANT, 2)).kits
  const samples = [...kits, foreign, one.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o')]
  return target<readonly [string, string]>({
    name: 'recovery-kits',
    of: ['src/platform/vault/kits.ts', 'src/platform/vault/printed-code.ts'],
    make: (random) => [kitLike(random, samples), kitLike(random, samples)],
    async read(typed) {
      for (const text of typed) orRefused(() => readKit(text), isKitRefusal)
      const seed = await combineKits(...typed).catch((error: unknown) => {
        if (isKitRefusal(error)) return undefined
        throw error
      })
      if (!seed) return
      const isForeign = typed.some((text) => readKit(text).set[0] !== readKit(one).set[0])
      must(isForeign || right.every((byte, at) => seed[at] === byte), 'kits led to another seed')
    },
  })
}

/** As it was printed, mistyped, or made up so that its own checksum fits. */
function kitLike(random: Random, samples: readonly string[]): string {
  if (random.oneIn(3)) return random.pick(samples)
  if (random.oneIn(2)) return textLike(random, samples, 90)
  const { set, index, share } = readKit(random.pick(samples))
  const changed = [set, share].map((bytes) =>
    bytes.map((byte) => (random.oneIn(20) ? random.below(256) : byte)),
  ) as [Uint8Array, Uint8Array]
  const [changedSet, changedShare] = random.oneIn(2) ? changed : [set, share]
  return writeKit(changedSet, random.oneIn(3) ? random.below(256) : index, changedShare)
}

interface Rows {
  escrowKey: Row
  seed: Row
}

function rows(
  kits: readonly string[],
  escrowKey: Awaited<ReturnType<ReturnType<typeof aVault>['newEscrow']>>['escrowKey'],
  seed: ReturnType<ReturnType<typeof aVault>['escrowSeeds']>[number],
  member: ReturnType<typeof asMember>,
): Target {
  const pair = [kits[0] ?? '', kits[1] ?? ''] as const
  const named = ['tenantId', 'deskId', 'epoch'] as const
  return target<Rows>({
    name: 'escrow-rows',
    of: ['src/platform/vault/escrow.ts', 'src/platform/vault/kits.ts'],
    make: (random) => ({
      escrowKey: random.oneIn(2) ? { ...escrowKey } : rowLike(random, { ...escrowKey }),
      seed: rowLike(random, { ...seed }),
    }),
    async read(input) {
      const opening = Recovery.open(pair, [input.escrowKey as never])
      const recovery = await opening.catch((error: unknown) => {
        if (isRefusal(error)) return undefined
        throw error
      })
      if (!recovery) return
      const root = orRefused(() => recovery.rootSecret(), isRefusal)
      must(!root || ROOT.every((byte, at) => root[at] === byte), 'another root secret came out')
      const seats = orRefused(() => recovery.seats(ROOT, [input.seed as never], member), isRefusal)
      const isWhole = named.every((name) => input.seed[name] === seed[name])
      must(!seats || isWhole, 'a seat at a desk whose seed this is not')
      recovery.close()
    },
  })
}
