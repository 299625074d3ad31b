import { expect, test } from 'vitest'
import {
  isFacilityDeskName,
  isPseudonym,
  whyNotDeskInTheOpen,
  whyNotInTheOpen,
  whyNotRoleInTheOpen,
} from './facility-policy.ts'

test.each(['施設「ひばり」', '施設ひばり', 'ツバメ', '施設A', '施設12', 'あおば2'])(
  '%s says nothing of a place',
  (name) => expect(isPseudonym(name)).toBe(true),
)

test.each([
  '架空寮',
  '架空市女性自立支援施設',
  '架空町1-2-3',
  '施設 048-000-0000',
  '施設ひばり 架空駅前',
  '社会福祉法人みほん会',
  'ひばりひばりひばり',
  '施設123',
  '〒100-0000',
  '',
])('%s is no pseudonym', (name) => expect(isPseudonym(name)).toBe(false))

const facility = {
  kind: 'facility' as const,
  type: 'self_reliance_facility' as const,
  name: '施設「ひばり」',
  kana: 'しせつひばり',
  bureau: '',
  dutyGround: 'womens_act_9_8' as const,
  dutySource: '',
}

test('a facility is its pseudonym and its duty; whatever could lead there is refused by field', () => {
  expect(whyNotInTheOpen(facility)).toBeNull()
  const refused = (more: object) => whyNotInTheOpen({ ...facility, ...more })
  expect(refused({ name: '架空寮' })).toEqual({ field: 'name', key: 'directory_facility_name' })
  expect(refused({ kana: 'かくうちょう いちちょうめ' })).toMatchObject({ field: 'kana' })
  expect(refused({ bureau: '架空町1丁目' })).toEqual({ field: 'bureau', key: 'directory_facility_blank' })
  const local = { dutyGround: 'local_guideline', dutySource: '架空市要綱 第10条' }
  expect(refused(local)).toBeNull()
  expect(refused({ ...local, dutySource: '048-000-0000' })).toMatchObject({ field: 'dutySource' })
  expect(refused({ ...local, dutySource: '架空マンション管理規約' })).toMatchObject({ field: 'dutySource' })
  expect(refused({ kind: 'agency' })).toEqual({ field: 'kind', key: 'directory_facility_type' })
  expect(refused({ kind: 'agency', type: 'police', name: '架空警察署', bureau: '架空町' })).toBeNull()
})

test('its desks have no number, whether the desk or the body says that it is a facility', () => {
  const desk = { kind: 'facility' as const, name: '窓口', publicPhone: '', extension: '' }
  expect(whyNotDeskInTheOpen(desk, 'facility')).toBeNull()
  expect(whyNotDeskInTheOpen(desk, 'center')).toBeNull()
  expect(isFacilityDeskName('架空町分室')).toBe(false)
  for (const [more, field] of [
    [{ publicPhone: '048-000-0000' }, 'publicPhone'],
    [{ extension: '2101' }, 'extension'],
    [{ name: '架空町分室' }, 'name'],
  ] as const) {
    expect(whyNotDeskInTheOpen({ ...desk, ...more }, 'center')).toMatchObject({ field })
    expect(whyNotDeskInTheOpen({ ...desk, ...more, kind: 'agency' }, 'facility')).toMatchObject({ field })
    expect(whyNotDeskInTheOpen({ ...desk, ...more, kind: 'agency' }, 'agency')).toBeNull()
  }
})

test('whom to ask for there is a role without remarks', () => {
  expect(whyNotRoleInTheOpen({ title: '施設連絡担当', note: '' }, true)).toBeNull()
  expect(whyNotRoleInTheOpen({ title: '施設連絡担当', note: '裏口へ' }, true)).toMatchObject({
    field: 'note',
  })
  expect(whyNotRoleInTheOpen({ title: '担当 09000000000', note: '' }, true)).toMatchObject({ field: 'title' })
  expect(whyNotRoleInTheOpen({ title: '架空小学校担当', note: '' }, true)).toMatchObject({ field: 'title' })
  expect(whyNotRoleInTheOpen({ title: '内線2101', note: '午前' }, false)).toBeNull()
})
