import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { backup as takeBackup } from '../src/app/cli/backup.ts'
import { restore } from '../src/app/cli/restore.ts'
import { aScene } from '../src/app/cli/testing/scene.ts'
import routes from '../src/app/routes.ts'
import { addressIn, fetchPage, filesWith, patternsOf, searchFor } from '../src/guards/canary/crawl.ts'
import { mayShow, type Relation } from '../src/guards/canary/expected.ts'
import { plantGlass, plantKin } from '../src/guards/canary/plant-acts.ts'
import { nextCanary, plantWorld, type Spot } from '../src/guards/canary/seed.ts'
import { knownCodes } from '../src/guards/every-module.ts'
import { caseOf } from '../src/guards/matrix/rows.ts'
import type { World } from '../src/guards/matrix/story.ts'
import { recordKinds } from '../src/platform/records.ts'
import { signInAsAuditor } from '../src/platform/testing/auditors.ts'
import type { TestPerson } from '../src/platform/testing/office.ts'
import { nameDesk, type PreparedOffice, startPreparedOffice } from './prepared-office.ts'

/**
 * Every sealed field holds a word that stands nowhere else; every page is fetched by everybody, as HTML and as data;
 * afterwards logs, tables, WAL, temporary files and a backup are searched. Needs a build. GUARDS=whole crawls every role.
 */
const isWhole = process.env.GUARDS === 'whole'
let prepared: PreparedOffice
const spots = new Map<string, Spot>()
const worlds: World[] = []

interface Visitor {
  name: string
  cookie: Uint8Array | null
  isSampled: boolean
  relationTo: (world: World) => Relation
}
const visitors: Visitor[] = []

function visit(
  name: string,
  person: TestPerson | null,
  isSampled: boolean,
  near: readonly World[],
  as: Relation,
): void {
  visitors.push({
    name,
    cookie: person?.cookie ?? null,
    isSampled,
    relationTo: (world) => (near.includes(world) ? as : 'stranger'),
  })
}

async function prepareWorld(name: string, codes: readonly string[]) {
  const { office, superuser } = prepared
  const database = { name, alarms: [], superuser, as: () => Promise.reject(new Error('not needed')) }
  const hub = await office.desk(['manager', 'counselor', 'supervisor', 'counselor'])
  const asked = await office.desk(['desk_lead', 'desk_worker', 'partner_worker', 'shelter_worker'], 'asked')
  await nameDesk(prepared, hub.id, `相談室 ${name}`)
  await nameDesk(prepared, asked.id, `関係課 ${name}`)
  const world: World = { name, tenant: office.tenantId, desk: hub.id, asked: asked.id, story: name }
  const [keeper, , , blocked] = hub.people
  if (!keeper || !blocked) throw new Error('people are missing')
  const onDuty = await office.desk(['counselor'])
  const [breaker] = onDuty.people
  if (!breaker) throw new Error('nobody is on duty')
  const planted = [
    await plantWorld(database, world, keeper, codes),
    await plantKin(world, keeper),
    await plantGlass(superuser, world, breaker, onDuty.id),
  ]
  for (const [canary, spot] of planted.flatMap((some) => [...some])) spots.set(canary, spot)
  await superuser.query(
    'insert into auth.case_block (tenant_id, case_id, user_id, created_by) values ($1, $2, $3, $4)',
    [office.tenantId, caseOf(world), blocked.userId, keeper.userId],
  )
  worlds.push(world)
  return { world, hub, asked }
}

beforeAll(async () => {
  prepared = await startPreparedOffice('カナリア市', { isTalkative: true })
  const codes = await knownCodes()
  for (const name of ['one', 'two']) {
    const { world, hub, asked } = await prepareWorld(name, codes)
    const isFirst = name === 'one'
    hub.people.forEach((person, index) => {
      const isBlocked = index === 3
      visit(
        `hub ${name} ${index}`,
        person,
        isFirst && [0, 3].includes(index),
        [world],
        isBlocked ? 'blocked' : 'holder',
      )
    })
    asked.people.forEach((person, index) => {
      visit(`asked ${name} ${index}`, person, isFirst && index === 0, [world], 'asked')
    })
  }
  const { office } = prepared
  visit('administrator', await office.person({ tenantRole: 'tenant_admin' }), true, [], 'stranger')
  const auditor = await office.person({ tenantRole: 'auditor' })
  visit('auditor', auditor, true, [], 'stranger')
  await signInAsAuditor(auditor)
  await plantSearch()
  visit('unpledged', await office.person({ hasPledged: false }), false, [], 'stranger')
  // Pages that ask for the password again are crawled as well: everybody has just shown who she is.
  await prepared.superuser.query('update auth.session set step_up_until = ends_at')
  visit('nobody', null, true, [], 'stranger')
  visit('forged', { cookie: new Uint8Array(32).fill(7) } as TestPerson, false, [], 'stranger')
}, 120_000)

/** What somebody types into a search: looked for at the running server, so that its log is searched for it too. */
async function plantSearch(): Promise<void> {
  const [keeper] = visitors
  const [world] = worlds
  if (!keeper?.cookie || !world) throw new Error('nobody to search')
  const canary = nextCanary()
  spots.set(canary, { world, label: 'audit_event.reason', path: '.words' })
  const { status, canaries } = await searchFor(prepared.server.url, canary, keeper.cookie)
  expect([status, [...canaries]]).toEqual([200, [canary]])
  const { rows } = await prepared.superuser.query(
    "select 1 from audit.event where action = 'search.find' and reason is not null",
  )
  expect(rows).toHaveLength(1)
}

afterAll(() => prepared?.stop())

test('every kind of sealed document is planted, and who may see it was reviewed', () => {
  expect(spots.size).toBeGreaterThanOrEqual(300)
  const kinds = recordKinds().map((kind) => kind.label)
  expect(new Set([...spots.values()].map((spot) => spot.label))).toEqual(new Set(kinds))
  expect(Object.keys(mayShow).sort()).toEqual([...kinds].sort())
})

/** Why a page broke, as the server's own log says it (which holds no content: that is searched below). */
function failuresInLog(): string {
  const lines = readFileSync(join(prepared.folders[0] ?? '', 'server.log'), 'utf8').split('\n')
  return [...new Set(lines.filter((line) => line.includes('"level":50')).map((line) => line.slice(0, 800)))]
    .slice(0, 5)
    .join('\n')
}

test('no page shows anybody what is not hers to see', async () => {
  const patterns = patternsOf(routes).filter((pattern) => !pattern.startsWith('/design'))
  expect(patterns.length).toBeGreaterThan(40)
  const misplaced: string[] = []
  const broken: string[] = []
  const shown = new Set<string>()
  let pages = 0
  for (const visitor of visitors.filter((one) => isWhole || one.isSampled))
    for (const pattern of patterns)
      for (const world of pattern.includes(':') ? worlds : worlds.slice(0, 1))
        for (const form of ['html', 'data'] as const) {
          const path = addressIn(world, pattern)
          const { status, canaries } = await fetchPage(prepared.server.url, path, form, visitor.cookie)
          pages++
          if (status >= 500) broken.push(`${form} ${pattern}: ${status}`)
          for (const canary of canaries) {
            const spot = spots.get(canary)
            if (!spot) continue
            shown.add(spot.label)
            if (!mayShow[spot.label]?.includes(visitor.relationTo(spot.world)))
              misplaced.push(
                `${visitor.name} in ${form} ${pattern}: ${spot.label}${spot.path} of ${spot.world.name}`,
              )
          }
        }
  process.stdout.write(
    `${pages} pages, ${spots.size} canaries, ${misplaced.length} out of place, ${shown.size} kinds shown\n`,
  )
  expect(misplaced).toEqual([])
  expect([...new Set(broken)], failuresInLog()).toEqual([])
  // A crawl that shows nothing to anybody would prove nothing.
  expect(shown.size).toBeGreaterThan(8)
}, 600_000)

test('no file of the instance holds what is sealed, nor its backup, nor what is restored from it', async () => {
  await prepared.superuser.query('create table public.probe_of_the_search (word text)')
  await prepared.superuser.query(`insert into probe_of_the_search values ('${PROBE}')`)
  await prepared.superuser.query('checkpoint')
  const { backup, restored } = await backUpAndRestore()
  const words = new Set([...spots.keys(), PROBE])
  const { files, found } = filesWith([...prepared.folders, restored], words)
  expect(files).toBeGreaterThan(1_000)
  // The search itself works: the one word written in the open is found, in the table, in the log, and once restored.
  const probes = found.filter((one) => one.endsWith(PROBE))
  expect(probes.some((one) => one.startsWith(restored) && one.includes('/base/'))).toBe(true)
  for (const place of ['/base/', '/pg_wal/'])
    expect(probes.some((one) => !one.startsWith(restored) && one.includes(place))).toBe(true)
  expect(found.filter((one) => !one.endsWith(PROBE))).toEqual([])
  // The backup itself does not even show the word that was written in the open.
  expect(readFileSync(backup, 'latin1')).not.toContain(PROBE)
  process.stdout.write(`${files} files searched, those of a restored backup among them\n`)
}, 120_000)

const PROBE = 'CNRYZZZZ'

async function backUpAndRestore() {
  const [folder = ''] = prepared.folders
  const [backup, restored] = [join(folder, 'canary.backup'), join(folder, 'restored')]
  const secret = { ROOT_SECRET_FILE: join(folder, 'root-secret') }
  await takeBackup(aScene({ ...secret, DATA_DIR: join(folder, 'db') }).scene, backup)
  await restore(aScene({ ...secret, DATA_DIR: restored }).scene, backup)
  return { backup, restored }
}
