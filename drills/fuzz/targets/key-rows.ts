import type { Opener } from '../../../src/platform/vault/contract.ts'
import { CannotOpen } from '../../../src/platform/vault/errors.ts'
import {
  aCase,
  aDesk,
  aVault,
  DESK,
  openerOf,
  recordAt,
  TENANT,
} from '../../../src/platform/vault/story.fixture.ts'
import type { Random } from '../../random.ts'
import { bytesLike, textLike } from '../mutate.ts'
import { must, orRefused, type Target, target } from '../target.ts'

export type Row = Record<string, unknown>
type Vault = ReturnType<typeof aVault>
const of = ['keyring', 'directory-mac', 'session', 'unlockers', 'vault', 'compartments'].map(
  (name) => `src/platform/vault/${name}.ts`,
)
const isRefusal = (error: unknown) => error instanceof CannotOpen

/** Rows of the key directory as somebody with the pen in the database would leave them. */
export async function keyRowTargets(): Promise<Target[]> {
  const vault = aVault()
  const { sayo, desk } = await aDesk(vault)
  const grants = aCase(vault, desk.deskKey)
  const opener = openerOf(sayo, desk.memberships, grants)
  const address = recordAt()
  const [bytes = new Uint8Array(0)] = vault.seal(opener, [{ ...address, json: '{"note":"mihon"}' }])
  const read = (changed: Opener) => {
    const texts = orRefused(() => vault.reveal(changed, [{ ...address, bytes }]), isRefusal)
    return typeof texts?.[0] === 'string'
  }
  return [
    target<Opener>({
      name: 'key-rows',
      of,
      make: (random) => openerLike(random, opener),
      read: (changed) =>
        must(!read(changed) || isWhole(changed, opener), 'a document opened by an altered row'),
    }),
    macs(vault, sayo, desk.deskKey),
    target<Uint8Array>({
      name: 'session-names',
      of,
      make: (random) => bytesLike(random, [opener.cookie, new Uint8Array(0)], 80),
      read: (cookie) => must(vault.session(cookie).lookup.length === 32, 'a lookup of another length'),
    }),
  ]
}

function openerLike(random: Random, opener: Opener): Opener {
  const spoilt = random.below(4)
  const some = <T extends object>(rows: readonly T[], at: number): T[] =>
    rows.map((row) => (spoilt === at ? (rowLike(random, row as Row) as T) : row))
  return {
    cookie: spoilt === 0 && random.oneIn(2) ? bytesLike(random, [opener.cookie], 64) : opener.cookie,
    session:
      spoilt === 1
        ? (rowLike(random, { ...opener.session }) as unknown as Opener['session'])
        : opener.session,
    memberships: some(opener.memberships, 2),
    grants: some(opener.grants, 3),
  }
}

/** One column or several: bytes changed, words and numbers replaced. */
export function rowLike(random: Random, row: Row): Row {
  const changed: Row = { ...row }
  for (let times = random.between(1, 3); times > 0; times--) {
    const name = random.pick(Object.keys(row))
    changed[name] = valueLike(random, row[name])
  }
  return changed
}

function valueLike(random: Random, value: unknown): unknown {
  if (value instanceof Uint8Array) return bytesLike(random, [value], 150)
  if (typeof value === 'number') return random.pick([0, 1, 2, -1, 4_000_000_000, 2 ** 53, Number.NaN, 0.5])
  if (typeof value === 'string')
    return random.oneIn(2) ? random.pick([TENANT, DESK, '']) : textLike(random, [value])
  return random.pick([null, TENANT, ''])
}

function isWhole(one: Opener, other: Opener): boolean {
  // The lookup names a session and is compared with the wrap's; it stands in no key row.
  return JSON.stringify(plain(one)) === JSON.stringify(plain(other))
}
function plain({ cookie, session, memberships, grants }: Opener): unknown {
  const hex = (_: string, value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString('hex') : Number.isNaN(value) ? 'NaN' : value
  return JSON.parse(
    JSON.stringify([{ cookie }, session, memberships, grants].map((part) => JSON.stringify(part, hex))),
  )
}

function macs(vault: Vault, someone: Awaited<ReturnType<typeof aDesk>>['sayo'], _deskKey: unknown): Target {
  const columns = [TENANT, DESK, 3, null, new Uint8Array(4)] as const
  const mac = vault.macRow(TENANT, 'role_assignment', columns)
  return target<{ unlocker: Row; user: Row; columns: unknown[]; mac: Uint8Array }>({
    name: 'row-macs',
    of,
    make: (random) => ({
      unlocker: rowLike(random, { ...someone.unlocker }),
      user: rowLike(random, { ...someone.key }),
      columns: columns.map((value) => (random.oneIn(3) ? valueLike(random, value) : value)),
      mac: bytesLike(random, [mac], 40),
    }),
    read(input) {
      const isAnswer = (value: unknown) =>
        must(typeof value === 'boolean', 'a check that does not say yes or no')
      isAnswer(vault.checkUnlocker(input.unlocker as never))
      isAnswer(vault.checkUserKey(input.user as never))
      isAnswer(vault.checkRow(TENANT, 'role_assignment', input.columns as never, input.mac))
    },
  })
}
