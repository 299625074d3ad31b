import { afterAll, beforeAll, expect, test } from 'vitest'
import routes from '../src/app/routes.ts'
import { addressIn, patternsOf } from '../src/guards/canary/crawl.ts'
import { plantWorld } from '../src/guards/canary/seed.ts'
import { knownCodes } from '../src/guards/every-module.ts'
import type { World } from '../src/guards/matrix/story.ts'
import { saidOn, whyNotSaid } from '../src/guards/words/said.ts'
import type { TestPerson } from '../src/platform/testing/office.ts'
import { nameDesk, type PreparedOffice, startPreparedOffice } from './prepared-office.ts'

/**
 * Every page as every kind of user, in both languages: no code, no id, no day of machines, no word of the other
 * language. Names and contents are numbers and canaries, which belong to no language. Needs a build.
 */
let prepared: PreparedOffice
let world: World
const visitors: { name: string; cookie: Uint8Array | null }[] = []

beforeAll(async () => {
  prepared = await startPreparedOffice('1000')
  const { office, superuser } = prepared
  const hub = await office.desk(['manager'])
  const asked = await office.desk(['desk_lead'], 'asked')
  await nameDesk(prepared, hub.id, '2000')
  await nameDesk(prepared, asked.id, '3000')
  world = { name: '7000', tenant: office.tenantId, desk: hub.id, asked: asked.id, story: '7000' }
  const people: [string, TestPerson | undefined][] = [
    ['manager', hub.people[0]],
    ['asked', asked.people[0]],
    ['administrator', await office.person({ tenantRole: 'tenant_admin' })],
    ['auditor', await office.person({ tenantRole: 'auditor' })],
  ]
  for (const [name, person] of people) {
    if (!person) throw new Error('people are missing')
    visitors.push({ name, cookie: person.cookie })
  }
  visitors.push({ name: 'nobody', cookie: null })
  const database = { name: '', alarms: [], superuser, as: () => Promise.reject(new Error('not needed')) }
  if (hub.people[0]) await plantWorld(database, world, hub.people[0], await knownCodes())
  await superuser.query('update body set name = left(name, 4)')
  // A name of numbers belongs to no language.
  await superuser.query(
    "update auth.staff_user set display_name = '4000', login = translate(id::text, 'abcdef-', '012345')",
  )
}, 120_000)

afterAll(() => prepared?.stop())

async function said(path: string, cookie: Uint8Array | null, locale: string): Promise<string[]> {
  const session = cookie ? `; yorube=${Buffer.from(cookie).toString('base64url')}` : ''
  const answer = await fetch(new URL(path, prepared.server.url), {
    redirect: 'manual',
    headers: { cookie: `lang=${locale}${session}` },
  })
  return answer.headers.get('Content-Type')?.includes('html') ? saidOn(await answer.text()) : []
}

test.each(['ja', 'en'] as const)('every page speaks one language to everybody: %s', async (locale) => {
  const patterns = patternsOf(routes).filter((pattern) => !pattern.startsWith('/design'))
  const odd = new Map<string, string>()
  let texts = 0
  for (const { name, cookie } of visitors)
    for (const pattern of patterns)
      for (const text of await said(addressIn(world, pattern), cookie, locale)) {
        texts++
        const why = whyNotSaid(text, locale)
        if (why) odd.set(`${why}: ${text.slice(0, 120)}`, `${name} ${pattern}`)
      }
  process.stdout.write(`${locale}: ${texts} texts\n`)
  expect(texts).toBeGreaterThan(5_000)
  expect(Object.fromEntries(odd)).toEqual({})
})
