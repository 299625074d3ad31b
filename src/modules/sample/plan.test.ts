import { expect, test } from 'vitest'
import { deskRoles, tenantRoles } from '../../platform/permissions.ts'
import { ConsultationTyped } from '../consultations/entry.ts'
import { accountList } from './account-list.ts'
import { requestThemes } from './content/city-requests.ts'
import { planOf } from './story/plan.ts'
import type { Plan } from './story/planned.ts'
import { nowOf } from './story/present.ts'
import { cityCast, prefectureCast } from './world/cast.ts'
import { dayOf } from './world/days.ts'
import { clientFamilies, staffFamilies } from './world/names.ts'
import { city, prefecture } from './world/places.ts'

const now = Date.parse('2026-11-21T02:00:00Z')
const plans = [planOf(city, 'a seed of tests', now), planOf(prefecture, 'a seed of tests', now)]
const callsOf = (plan: Plan) => [...plan.cases.flatMap((one) => one.calls), ...plan.strands.flat()]
const calls = plans.flatMap(callsOf)

test('three hundred cases and three thousand consultations, each as a form could post it, no two alike', () => {
  expect(plans.flatMap((plan) => plan.cases)).toHaveLength(300)
  expect(calls).toHaveLength(3000)
  const refused = calls.filter((call) => !ConsultationTyped.safeParse(call.written).success)
  expect(refused).toEqual([])
  expect(new Set(calls.map((call) => call.written.memo)).size).toBeGreaterThan(2985)
})

test('the same seed and day tell the same story; another seed another one', () => {
  const again = planOf(city, 'a seed of tests', now)
  expect(again.strands.flat().map((call) => call.written)).toEqual(
    plans[0]?.strands.flat().map((call) => call.written),
  )
  const other = planOf(city, 'another seed', now)
  expect(other.strands.flat()[0]?.written.memo).not.toBe(again.strands.flat()[0]?.written.memo)
})

test('everybody is called by a name that nobody has, and no number can be dialled', () => {
  const families = new Set(clientFamilies.map(([written]) => written))
  const people = plans
    .flatMap((plan) => plan.cases)
    .flatMap(({ client }) => [
      client,
      ...client.children,
      ...(client.counterpart ? [client.counterpart] : []),
    ])
  expect(people.length).toBeGreaterThan(500)
  expect(people.filter((person) => !families.has(person.family))).toEqual([])
  const named = calls.map((call) => call.written.person?.family ?? '').filter((family) => family !== '')
  expect(named.filter((family) => !families.has(family))).toEqual([])
  const cast = [...cityCast, ...prefectureCast]
  const staff = new Set(staffFamilies.map(([written]) => written))
  expect(cast.filter((member) => !staff.has(member.name.split(' ')[0] ?? ''))).toEqual([])

  const texts = calls.map((call) => JSON.stringify(call.written)).join('\n')
  expect(texts.match(/0X0-0000-\d{4}/g)?.length).toBeGreaterThan(1000)
  expect(texts.match(/(?<![\dX-])0\d{1,4}-\d{1,4}-\d{3,4}(?!\d)/g)).toBeNull()
  expect(texts.match(/[{}]日|\{(日|時期|月)\}/g)).toBeNull()
})

test('every role has an account, and the list tells each of them and the password once', () => {
  const cast = [...cityCast, ...prefectureCast]
  const held = new Set(cast.flatMap((one) => [...one.seats.map(([, role]) => role), one.tenantRole]))
  for (const role of [...deskRoles, ...tenantRoles]) expect(held).toContain(role)
  const printed = accountList('ja', 'http://127.0.0.1:8080/')
  for (const { login, name } of cast) expect(printed).toContain(`${login.padEnd(16)} ${name}`)
  expect(printed.split('yorube-mihon-sample')).toHaveLength(2)
  expect(printed).toContain('http://pref.localhost:8080/')
  expect(printed).not.toMatch(/undefined|counselor/)
})

test('all kinds of contact occur, men call too, and days off are quiet', () => {
  const of = (pick: (written: (typeof calls)[number]['written']) => unknown) =>
    new Set(calls.map((call) => pick(call.written)))
  for (const channel of ['phone', 'visit', 'outreach', 'mail', 'sns', 'letter', 'online', 'other'])
    expect(of((written) => written.channel)).toContain(channel)
  for (const complaint of [
    'spouse_violence',
    'dating_violence',
    'pregnancy',
    'sexual_violence',
    'housing',
    'divorce',
  ])
    expect(of((written) => written.chiefComplaint)).toContain(complaint)
  expect(of((written) => written.person?.sex)).toContain('male')
  expect(of((written) => written.countedAs)).toContain('liaison')
  const sundays = calls.filter((call) => new Date(`${call.written.day}T00:00:00Z`).getUTCDay() === 0)
  expect(sundays.length).toBeLessThan(calls.length / 50)
})

test.each([
  ['a Wednesday morning', '2026-11-25T10:30:00+09:00'],
  ['a Saturday', '2026-11-28T09:00:00+09:00'],
  ['after midnight on a Monday', '2026-11-30T00:20:00+09:00'],
  ['the turn of the year', '2027-01-01T23:50:00+09:00'],
  ['the first morning of a fiscal year', '2027-04-01T08:30:00+09:00'],
  ['the long holidays of May', '2027-05-05T14:00:00+09:00'],
  ['29 February', '2028-02-29T17:45:00+09:00'],
])('on any day an office has a handful of each kind before it: %s', (_name, moment) => {
  const at = Date.parse(moment)
  const { today, back } = nowOf(at)
  const { cases } = planOf(city, 'a seed of tests', at)
  const open = cases.filter((one) => one.closesOn === null)
  const calls = open.flatMap((one) => one.calls)
  expect(calls.filter((call) => call.at >= at)).toEqual([])

  const requests = open.flatMap((one) => one.present.requests)
  const byDesk = Map.groupBy(requests, (request) => request.to)
  expect([...byDesk.keys()].sort()).toEqual(Object.keys(requestThemes).sort())
  for (const sent of byDesk.values()) expect(sent.length).toBeLessThanOrEqual(5)
  // Three office days are given: what was sent before and not taken to its end is late.
  const unanswered = requests.filter(({ steps }) => steps.every(({ step }) => step === 'accept'))
  const late = unanswered.filter((request) => dayOf(request.at) < (back[3] ?? ''))
  expect(late.length).toBeGreaterThan(0)
  expect(late.length).toBeLessThan(5)

  const promised = calls.filter((call) => call.isPromised).map((call) => call.written.nextContact?.on ?? '')
  const on = (when: (day: string) => boolean) => promised.filter(when).length
  expect(on((day) => day === today)).toBeGreaterThan(3)
  expect(on((day) => day < today)).toBeGreaterThan(0)
  expect(on((day) => day < today)).toBeLessThan(4)
  expect(open.filter((one) => one.present.hidesFrom)).toHaveLength(3)
  expect(open.filter((one) => one.client.riskLevel === 'extreme' && one.calls.length === 1)).not.toEqual([])
})
