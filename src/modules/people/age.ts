/** Years of age on a Japanese day. */
export function ageOn(day: string, birthDate: string): number {
  return Number(day.slice(0, 4)) - Number(birthDate.slice(0, 4)) - (day.slice(5) < birthDate.slice(5) ? 1 : 0)
}

/** Age band on a day, in the bands of the yearly return; `unknown` without a birth date. */
export function ageBandOn(day: string, birthDate: string | null): string {
  if (!birthDate) return 'unknown'
  const years = ageOn(day, birthDate)
  if (years < 20) return 'under_20'
  return years >= 60 ? '60_over' : `${Math.floor(years / 10) * 10}s`
}
