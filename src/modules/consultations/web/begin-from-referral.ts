import type { FormValues } from '../../../ui/form/form-values.ts'
import type { ReferralAtHand } from '../prepare-consultation.ts'

const bands = ['20s', '30s', '40s', '50s'] as const

/** What a referral says of the way she came and of her age, as the sheet's own fields. Pure. */
export function beginFromReferral(
  referral: Pick<ReferralAtHand, 'fromKind' | 'isFromOutside' | 'sheet'>,
): FormValues {
  const route = routeOf(referral)
  const ageBand = referral.sheet ? ageBandIn(referral.sheet.who) : undefined
  return { ...(route ? { route: [route] } : {}), ...(ageBand ? { 'person.ageBand': [ageBand] } : {}) }
}

function routeOf({ fromKind, isFromOutside }: Pick<ReferralAtHand, 'fromKind' | 'isFromOutside'>) {
  if (fromKind === 'department' && !isFromOutside) return 'own_office'
  if (fromKind === 'center') return 'womens_centre'
  if (fromKind === 'facility') return 'welfare_facility'
  return fromKind === 'private_body' || fromKind === 'registered_establishment' ? 'private_body' : undefined
}

/** "30代" where one age is named and nothing else; where two are named, whose is whose is for people to say. */
function ageBandIn(who: string): string | undefined {
  const named = [...who.normalize('NFKC').matchAll(/(\d{1,3})\s*[\u6b73\u624d\u4ee3]/g)].map((match) =>
    Number(match[1]),
  )
  const [age, ...others] = named
  if (age === undefined || others.length > 0) return undefined
  if (age < 20) return 'under_20'
  return age >= 60 ? '60_over' : bands[Math.floor(age / 10) - 2]
}
