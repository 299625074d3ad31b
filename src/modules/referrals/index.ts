export type { ReferralLine, ReferralSheet, ReferralState } from './contract.ts'
export { listReferrals, openReferral } from './list-referrals.ts'
export { closeReferral, receiveReferral, referralForConsultation, settleReferral } from './move-referral.ts'
export { sendReferral } from './send-referral.ts'
