/**
 * Numbers that reach somebody from anywhere in Japan. What each is for stands in the catalogues.
 * `checkedOn`: the day each was compared with published sources; nobody has dialled them.
 */
export const NATIONAL_NUMBERS = [
  { number: '#8778', key: 'women', checkedOn: '2026-11-21' },
  { number: '#8008', key: 'partner', checkedOn: '2026-11-21' },
  { number: '#8891', key: 'sexual', checkedOn: '2026-11-21' },
  { number: '189', key: 'child', checkedOn: '2026-11-21' },
  { number: '#9110', key: 'police', checkedOn: '2026-11-21' },
  { number: '110', key: 'emergency', checkedOn: '2026-11-21' },
] as const

export type NationalNumberKey = (typeof NATIONAL_NUMBERS)[number]['key']
