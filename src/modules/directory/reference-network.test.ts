import { expect, test } from 'vitest'
import { pledgeGround } from './pledge-grounds.ts'
import { networkKeys, referenceNationalWindows, referenceNetwork } from './reference-network.ts'

test.each(networkKeys)('network %s is whole: ids are single, the hub owns cases, grounds exist', (key) => {
  const network = referenceNetwork(key)
  const desks = network.bodies.flatMap((body) => body.desks)
  const bodyIds = network.bodies.map((body) => body.id)
  expect(new Set(bodyIds).size).toBe(bodyIds.length)
  expect(new Set(desks.map((desk) => desk.id)).size).toBe(desks.length)
  const hub = network.bodies.find((body) => body.id === network.hubBodyId)
  expect(hub?.desks.map((desk) => desk.terminal)).toContain('hub')
  for (const window of network.windows) expect(bodyIds).toContain(window.bodyId)
  for (const body of network.bodies) expect(pledgeGround(body.dutyGround).ground).toBe(body.dutyGround)
})

test('the Ageo network has its 14 departments, 11 agencies and a hub that is a designated centre', () => {
  const { bodies, guidelineSource, conferences } = referenceNetwork('ageo')
  const departments = bodies.filter((body) => body.kind === 'department')
  const agencies = bodies.filter((body) => body.kind === 'agency')
  expect([departments.length, agencies.length]).toEqual([14, 11])
  expect(departments.every((body) => body.bureau !== '')).toBe(true)
  expect(bodies.filter((body) => body.designation === 'dv_center').map((body) => body.id)).toEqual([
    'AGE-HUB',
  ])
  expect(guidelineSource).toContain('第10条')
  expect(conferences.map((one) => one.article)).toEqual(['第7条', '第8条', '第9条'])
})

test('bodies off the municipal network are reached on paper', () => {
  const paper = referenceNetwork('ageo')
    .bodies.filter((body) => body.desks.some((desk) => desk.terminal === 'paper'))
    .map((body) => body.type)
  expect(paper).toEqual(
    expect.arrayContaining(['police', 'medical_association', 'welfare_commissioners', 'pta']),
  )
  expect(paper).not.toContain('residents')
})

test('centre, facility and counsellors are desks of their own; the facility has no address', () => {
  const desks = referenceNetwork('prefecture').bodies.flatMap((body) => body.desks)
  expect(desks.map((desk) => desk.kind)).toEqual(
    expect.arrayContaining(['center', 'facility', 'counselors_group']),
  )
  const facility = desks.find((desk) => desk.kind === 'facility')
  expect(Object.keys(facility ?? {}).sort()).toEqual(['contactRoles', 'id', 'kind', 'name', 'terminal'])
})

test('nationwide numbers begin unchecked and can be dialled', () => {
  const windows = referenceNationalWindows()
  expect(windows.map((window) => window.phone)).toContain('110')
  for (const window of windows) expect(window.phone).toMatch(/^[0-9#][0-9-]*$/)
})
