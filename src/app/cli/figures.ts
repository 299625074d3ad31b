export function sizeOf(bytes: number): string {
  return bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(2)} GB`
}

export const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`

/** As the clock on the wall of the office says. */
export function timeOf(instant: string): string {
  return new Date(instant).toLocaleString('sv-SE', { timeZone: 'Asia/Tokyo' })
}

/** In the office's time, as 2026-11-28. */
export const dayOf = (instant: Date) => new Date(instant.getTime() + 9 * 3_600_000).toISOString().slice(0, 10)

/** How long an instant lies back, in the largest unit that fits. */
export function ago(instant: string, language: 'ja' | 'en'): string {
  const passed = Math.max(0, (Date.now() - Date.parse(instant)) / 1000)
  const [amount, unit] =
    passed < 120 ? [passed, 'second'] : passed < 7200 ? [passed / 60, 'minute'] : [passed / 3600, 'hour']
  const words = new Intl.RelativeTimeFormat(language, { numeric: 'always' })
  return words.format(-Math.round(amount as number), unit as Intl.RelativeTimeFormatUnit)
}
