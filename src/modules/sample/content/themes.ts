import { datingViolence, exPartner, sameSex } from './dating.ts'
import { childrearing, childViolence, familyTrouble, kinViolence, parentViolence } from './family.ts'
import { illness, mentalHealth, pregnancy, sexualViolence, workplace } from './health.ts'
import { debt, housing, jobSeeking, poverty } from './living.ts'
import { divorce, elderSpouse, spouseAddiction, spouseOther, spouseViolence } from './partner.ts'
import type { Theme } from './theme.ts'

export const themes: readonly Theme[] = [
  spouseViolence,
  elderSpouse,
  spouseOther,
  divorce,
  spouseAddiction,
  datingViolence,
  exPartner,
  sameSex,
  parentViolence,
  childViolence,
  kinViolence,
  familyTrouble,
  childrearing,
  housing,
  poverty,
  debt,
  jobSeeking,
  mentalHealth,
  illness,
  pregnancy,
  sexualViolence,
  workplace,
]

/** What a case grows out of: matters that take more than listening. */
export const caseThemes: readonly Theme[] = themes.filter(
  (theme) => theme !== workplace && theme !== familyTrouble && theme !== jobSeeking,
)
