/**
 * What a matter is about, in sentences written one by one. A record is put together from some of them; `{…}` is filled in
 * by `fill.ts`. Every sentence is invented. What hurts is named soberly, as a counsellor writes it, never told for effect.
 */
export interface Theme {
  complaint: string
  /** How often, against the others. */
  weight: number
  ages: readonly [least: number, most: number]
  men?: number
  children: number
  relations: Readonly<Record<string, number>>
  violence?: Readonly<Record<string, number>>
  difficulties: readonly string[]
  risk: Readonly<Record<string, number>>
  titles: readonly string[]
  /** First contact: what happened, what she says, what the counsellor thinks. */
  facts: readonly string[]
  words: readonly string[]
  opinions: readonly string[]
  /** Later contacts. */
  later: readonly string[]
  laterWords: readonly string[]
  wishes: readonly string[]
  judgements: readonly string[]
  advice: readonly string[]
  sensitive?: Readonly<Record<string, 'yes'>>
}

export function lines(text: string): string[] {
  return text
    .trim()
    .split('\n')
    .map((line) => line.trim())
}
