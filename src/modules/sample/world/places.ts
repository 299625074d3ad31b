import type { NetworkKey } from '../../directory/index.ts'
import { type CastMember, cityCast, prefectureCast } from './cast.ts'

/** The town of the sample and its prefecture: on no map of Japan. */
export const cityName = 'みはらし市'
export const prefectureName = 'あおぞら県'
export const prefectureHost = 'pref.localhost'

export interface SampleTenant {
  key: 'city' | 'prefecture'
  name: string
  kind: 'municipality' | 'prefecture'
  network: NetworkKey
  hosts: readonly string[]
  isDefault: boolean
  cast: readonly CastMember[]
  /** The desks whose cases and calls the story tells, by the ids of the reference network. */
  hubs: readonly string[]
}

export const city: SampleTenant = {
  key: 'city',
  name: cityName,
  kind: 'municipality',
  network: 'ageo',
  hosts: [],
  isDefault: true,
  cast: cityCast,
  hubs: ['AGE-HUB'],
}
export const prefecture: SampleTenant = {
  key: 'prefecture',
  name: prefectureName,
  kind: 'prefecture',
  network: 'prefecture',
  hosts: [prefectureHost],
  isDefault: false,
  cast: prefectureCast,
  hubs: ['PRF-CENTER', 'PRF-COUNSELORS'],
}

/** Proper names of the reference network and what they are called here; longer ones first. */
const renamed: readonly (readonly [from: string, to: string])[] = [
  ['埼玉県北足立歯科医師会上尾支部', 'あおぞら県歯科医師会みはらし支部'],
  ['さいたまけんきたあだちしかいしかいあげおしぶ', 'あおぞらけんしかいしかいみはらししぶ'],
  ['上尾伊奈地域薬剤師会', 'みはらし地域薬剤師会'],
  ['あげおいなちいきやくざいしかい', 'みはらしちいきやくざいしかい'],
  ['埼玉県上尾警察署', 'あおぞら県みはらし警察署'],
  ['さいたまけんあげおけいさつしょ', 'あおぞらけんみはらしけいさつしょ'],
  ['埼玉県', prefectureName],
  ['さいたまけん', 'あおぞらけん'],
  ['上尾市', cityName],
  ['あげおし', 'みはらしし'],
  ['上尾', 'みはらし'],
  ['あげお', 'みはらし'],
]

export function renamedHere(text: string): string {
  return renamed.reduce((name, [from, to]) => name.replaceAll(from, to), text)
}
