/** Reads a time of day as people type it (14:30, 1430, １４時３０分, 9時); answers HH:MM, or undefined. */
export function parseTime(raw: string): string | undefined {
  const text = raw.normalize('NFKC').replace(/\s/g, '')
  const [, hour, minute = '0'] =
    /^(\d{1,2})(?:[:.時](\d{1,2})?分?)?$/.exec(text) ?? /^(\d{1,2})(\d{2})$/.exec(text) ?? []
  const isTime = hour !== undefined && Number(hour) < 24 && Number(minute) < 60
  return isTime ? `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}` : undefined
}
