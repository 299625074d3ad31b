export { type ReferralLine, ReferralSheet, type ReferralState } from './contract.ts'
export { referralMatters, referralsForToday } from './for-today.ts'
export { listReferrals, openReferral } from './list-referrals.ts'
export { closeReferral, receiveReferral } from './move-referral.ts'
export { sendReferral } from './send-referral.ts'
export {
  referralForConsultation,
  referralJoinsCase,
  referralOfConsultation,
  settleReferral,
} from './settle-referral.ts'
