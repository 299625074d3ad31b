import type { GrantRow, MembershipRow } from '../../src/platform/vault/contract.ts'
import type { Random } from '../random.ts'
import type { World } from './world.ts'

/** One thing that can happen. It answers false where it cannot happen as things stand. */
export interface Command {
  readonly name: string
  run(world: World, random: Random): Promise<boolean>
}

const LONG_AGO = 1
const command = (name: string, run: Command['run']): Command => ({ name, run })

/** Everybody who can act at a desk for others. */
function anyMember(world: World, random: Random, desk: string) {
  const members = world.people.filter(({ id }) => world.model.sits(desk, id))
  return members.length > 0 ? random.pick(members) : undefined
}

/** A desk keeps at least two people, so that somebody can always open what it holds. */
const mayLose = (world: World, desk: string) =>
  world.people.filter(({ id }) => world.model.sits(desk, id)).length > 2

const admit = (name: string, notAfter: number) =>
  command(name, async (world, random) => {
    const desk = random.pick(world.desks)
    const newcomer = random.pick(world.people)
    const host = anyMember(world, random, desk.id)
    if (!host || host.id === newcomer.id) return false
    if (notAfter !== 0 && world.model.sits(desk.id, newcomer.id) && !mayLose(world, desk.id)) return false
    const terms = { userKey: newcomer.key, role: 'counselor', notBefore: 0, notAfter }
    for (const row of world.vault.admit(world.rows.openerOf(host), desk.id, terms)) await world.rows.seat(row)
    world.model.seats.set(`${desk.id}|${newcomer.id}`, notAfter === 0)
    return true
  })

const leave = command('leave', async (world, random) => {
  const desk = random.pick(world.desks)
  const person = anyMember(world, random, desk.id)
  if (!person || !mayLose(world, desk.id)) return false
  await world.rows.unseat(desk.id, person.id)
  world.model.seats.delete(`${desk.id}|${person.id}`)
  return true
})

const openCase = command('open a case', async (world, random) => {
  if (world.model.livingCases.length >= 12) return false
  const desk = random.pick(world.desks)
  const person = anyMember(world, random, desk.id)
  if (!person) return false
  await world.openCase(desk, person)
  return true
})

const share = (name: string, notAfter: number) =>
  command(name, async (world, random) => {
    const caseId = world.anyCase(random)
    const to = random.pick(world.desks)
    const owner = caseId && world.model.owners.get(caseId)
    const person = owner && anyMember(world, random, owner)
    if (!caseId || !person || to.id === owner) return false
    const terms = { deskKey: to.deskKey, notAfter, basisId: crypto.randomUUID() }
    await world.rows.grant(world.vault.share(world.rows.openerOf(person), caseId, terms))
    world.model.grants.set(`${caseId}|${to.id}`, notAfter === 0)
    return true
  })

const withdraw = command('withdraw', async (world, random) => {
  const caseId = world.anyCase(random)
  const from = random.pick(world.desks)
  if (!caseId || world.model.owners.get(caseId) === from.id) return false
  await world.rows.ungrant(caseId, from.id)
  world.model.grants.delete(`${caseId}|${from.id}`)
  return true
})

const block = command('block', async (world, random) => {
  const caseId = world.anyCase(random)
  if (!caseId) return false
  const person = random.pick(world.people)
  await world.rows.block(caseId, person.id)
  world.model.blocks.add(`${caseId}|${person.id}`)
  return true
})

const unblock = command('lift a block', async (world, random) => {
  if (world.model.blocks.size === 0) return false
  const [caseId = '', userId = ''] = random.pick([...world.model.blocks]).split('|')
  await world.rows.unblock(caseId, userId)
  world.model.blocks.delete(`${caseId}|${userId}`)
  return true
})

/** What came as a sealed box is rewritten under the key that holds it: nothing may change for anybody. */
const settle = command('settle', async (world, random) => {
  const opener = world.rows.openerOf(random.pick(world.people))
  for (const row of world.vault.settleMemberships(opener)) await world.rows.seat(row)
  for (const row of world.vault.settleGrants(opener)) await world.rows.grant(row)
  return true
})

/** Every key of a case goes; nothing that happens afterwards brings it back. */
const shred = command('destroy a case', async (world, random) => {
  const caseId = world.anyCase(random)
  if (!caseId || world.model.livingCases.length < 3) return false
  await world.rows.shred(caseId)
  world.model.shredded.add(caseId)
  for (const { id } of world.desks) world.model.grants.delete(`${caseId}|${id}`)
  return true
})

/** Somebody with the pen in the database. The row is then worth nothing, whatever was written. */
const tamperWithSeat = command('alter a seat', async (world, random) => {
  const desk = random.pick(world.desks)
  const person = anyMember(world, random, desk.id)
  if (!person || !mayLose(world, desk.id)) return false
  const row = world.rows
    .openerOf(person)
    .memberships.find((one) => one.deskId === desk.id && one.userId === person.id)
  if (!row) return false
  const changes: Partial<MembershipRow>[] = [
    { role: 'manager' },
    { notAfter: 4_000_000_000 },
    { mac: new Uint8Array(32) },
  ]
  await world.rows.seat({ ...row, ...random.pick(changes) })
  world.model.seats.set(`${desk.id}|${person.id}`, false)
  return true
})

const tamperWithShare = command('alter a share', async (world, random) => {
  const grants = world.rows.openerOf(random.pick(world.people)).grants.filter((one) => one.basisId !== null)
  if (grants.length === 0) return false
  const row = random.pick(grants)
  const changes: Partial<GrantRow>[] = [
    { notAfter: 4_000_000_000 },
    { basisId: crypto.randomUUID() },
    { wrap: new Uint8Array(row.wrap.length) },
  ]
  await world.rows.grant({ ...row, ...random.pick(changes) })
  world.model.grants.set(`${row.compartmentId}|${row.deskId}`, false)
  return true
})

/**
 * A row of one desk copied to another, by the same pen: the desk it was copied to gets nothing. Only one in force: a copy of what was
 * withdrawn, brought back to where it had been, is the genuine row again (docs/threat-model.md says what remains).
 */
const copyShare = command('copy a share to another desk', async (world, random) => {
  const grants = world.rows
    .openerOf(random.pick(world.people))
    .grants.filter((one) => world.model.has(one.compartmentId, one.deskId))
  const to = random.pick(world.desks)
  if (grants.length === 0) return false
  const row = random.pick(grants)
  if (world.model.grants.has(`${row.compartmentId}|${to.id}`)) return false
  await world.rows.grant({ ...row, deskId: to.id, basisId: row.basisId ?? crypto.randomUUID() })
  world.model.grants.set(`${row.compartmentId}|${to.id}`, false)
  return true
})

/** A new command (a renewed key) takes a line here. */
export const commands: readonly Command[] = [
  admit('admit', 0),
  admit('admit', 0),
  admit('let a seat run out', LONG_AGO),
  leave,
  openCase,
  share('share', 0),
  share('share', 0),
  share('let a share run out', LONG_AGO),
  withdraw,
  block,
  unblock,
  settle,
  shred,
  tamperWithSeat,
  tamperWithShare,
  copyShare,
]
