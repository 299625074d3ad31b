import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { useDatabase } from '../../src/platform/db/testing/use-database.ts'
import { platform } from '../../src/platform/runtime.ts'
import { TestOffice } from '../../src/platform/testing/office.ts'
import { aColleague, asMember, aVault, TENANT } from '../../src/platform/vault/story.fixture.ts'
import { Random } from '../random.ts'
import { commands } from './commands.ts'
import { type Desk, RowsInMemory, type Somebody } from './rows.ts'
import { RowsInDatabase } from './rows-in-database.ts'
import { World } from './world.ts'

/**
 * Random steps of admitting, sharing, ending, blocking and tampering, each compared with a model of a few lines: nobody
 * reads without a living seat and a living grant, and whatever is sealed can be opened by somebody. Most steps go against
 * the vault alone, which is handed everybody's rows; a share of them against PostgreSQL, read as the server reads.
 * `npm test` takes a few thousand steps, `npm run drill -- model` two hundred thousand.
 */
const database = useDatabase()
const isWhole = process.env.DRILL === 'whole'
const seed = isWhole ? Math.floor(Date.now() / 1000) : 1
const stepsOfWorld = 500
const worlds = isWhole ? 400 : 6
const stepsInDatabase = isWhole ? 5_000 : 150

beforeAll(() => {
  process.stdout.write(`seed ${seed}\n`)
})

async function worldInMemory(): Promise<World> {
  const vault = aVault()
  const colleagues = await Promise.all(Array.from({ length: 8 }, () => aColleague(vault)))
  const people = colleagues.map(({ key, signedIn }): Somebody => ({ id: key.userId, key, ...signedIn }))
  return settled(new RowsInMemory(vault), vault, TENANT, people)
}

/** Four desks of two people each. */
async function settled(
  rows: RowsInMemory,
  vault: World['vault'],
  tenantId: string,
  people: Somebody[],
  keep: (desk: Desk) => Promise<void> = async () => undefined,
): Promise<World> {
  const desks: Desk[] = []
  const seats: [string, string][] = []
  for (let at = 0; at < 4; at++) {
    const deskId = randomUUID()
    const two = people.slice(at * 2, at * 2 + 2)
    const { deskKey, memberships } = vault.foundDesk(
      { tenantId, deskId },
      two.map(({ key }) => asMember({ key } as never)),
    )
    const desk = { id: deskId, deskKey }
    await keep(desk)
    desks.push(desk)
    for (const row of memberships) await rows.seat(row)
    seats.push(...two.map(({ id }): [string, string] => [deskId, id]))
  }
  const world = new World(vault, rows, people, desks)
  for (const [desk, person] of seats) world.model.seats.set(`${desk}|${person}`, true)
  return world
}

async function worldInDatabase(): Promise<World> {
  const office = await TestOffice.open(database)
  const people: Somebody[] = []
  while (people.length < 8) people.push(await somebodyOf(office))
  await database.superuser.query("set session_replication_role = 'replica'")
  const keep = async ({ id, deskKey }: Desk) => {
    await database.superuser.query(
      "insert into auth.desk (tenant_id, id, kind, epoch) values ($1, $2, 'hub', 1)",
      [office.tenantId, id],
    )
    await database.superuser.query(
      'insert into auth.desk_key (tenant_id, desk_id, epoch, key_id, public_key, mac) values ($1, $2, 1, $3, $4, $5)',
      [
        office.tenantId,
        id,
        ...[deskKey.keyId, deskKey.publicKey, deskKey.mac].map((bytes) => Buffer.from(bytes)),
      ],
    )
  }
  return settled(new RowsInDatabase(database, office.host), platform().vault, office.tenantId, people, keep)
}

async function somebodyOf(office: TestOffice): Promise<Somebody> {
  const { userId, cookie } = await office.person()
  const { rows } = await database.superuser.query(
    `select k.key_id, k.public_key, k.mac, s.lookup, s.wrap from auth.user_key k
     join auth.session s on s.tenant_id = k.tenant_id and s.user_id = k.user_id where k.user_id = $1`,
    [userId],
  )
  const { key_id: keyId, public_key: publicKey, mac, lookup, wrap } = rows[0]
  const { tenantId } = office
  return {
    id: userId,
    key: { tenantId, userId, keyId, publicKey, mac },
    cookie,
    session: { tenantId, userId, lookup, wrap },
  }
}

async function walk(world: World, random: Random, steps: number): Promise<string[]> {
  for (let step = 0; step < steps; step++) {
    const wrong = await world.step(random)
    if (wrong.length > 0) return wrong.map((what) => `step ${step}, ${what}`)
  }
  return []
}

test('nobody reads without a living seat and a living grant, by the vault alone', async () => {
  const done = new Map<string, number>()
  let checks = 0
  for (let at = 0; at < worlds; at++) {
    const world = await worldInMemory()
    expect(
      await walk(world, Random.at(seed, 'memory', at), stepsOfWorld),
      `seed ${seed}, world ${at}`,
    ).toEqual([])
    for (const [name, count] of world.done) done.set(name, (done.get(name) ?? 0) + count)
    checks += world.checks
  }
  // Every command was really carried out, many times.
  for (const { name } of commands) expect(done.get(name) ?? 0, name).toBeGreaterThan(worlds)
  process.stdout.write(
    `${worlds * stepsOfWorld} steps in ${worlds} worlds, ${checks} readings as the model says\n`,
  )
}, 3_600_000)

test('nor as the server reads, through PostgreSQL', async () => {
  const world = await worldInDatabase()
  expect(await walk(world, Random.at(seed, 'database', 0), stepsInDatabase)).toEqual([])
  expect(world.checks).toBeGreaterThan(stepsInDatabase)
  process.stdout.write(
    `${stepsInDatabase} steps in the database, ${world.checks} readings as the model says\n`,
  )
}, 3_600_000)

test('the drill would notice: a world whose model is wrong', async () => {
  const world = await worldInMemory()
  const [desk] = world.desks
  const [person, , stranger] = world.people
  if (!desk || !person || !stranger) throw new Error('nobody is there')
  await world.openCase(desk, person)
  expect(await world.disagreements(person)).toEqual([])
  const [caseId] = [...world.model.owners.keys()]
  world.model.seats.set(`${desk.id}|${stranger.id}`, true)
  expect(await world.disagreements(stranger)).toEqual([`${stranger.id} cannot read ${caseId}`])
})
