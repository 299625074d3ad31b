import variantCharacters from '../../../reference/variant-characters.json' with { type: 'json' }

const variants = new Map(Object.entries(variantCharacters.variants))

/**
 * One spelling for looking things up: width and case folded, hiragana as katakana, variant characters as their common
 * form, variation selectors, spaces and long-vowel marks gone. Never shown, never stored.
 */
export function searchKey(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\u3041-\u3096]/g, (letter) => String.fromCodePoint((letter.codePointAt(0) ?? 0) + 0x60))
    .replace(/[\u{FE00}-\u{FE0F}\u{E0100}-\u{E01EF}]/gu, '')
    .replace(/./gu, (letter) => variants.get(letter) ?? letter)
    .replace(/[\s・ー\-‐－―()]/g, '')
}

/** The words somebody typed; at most six count. */
export function searchWords(typed: string): string[] {
  return typed
    .normalize('NFKC')
    .split(/\s+/)
    .map(searchKey)
    .filter((word) => word !== '')
    .slice(0, 6)
}

/** Every word must stand in one of the texts. A better match has a lower number: whole text, its beginning, anywhere. */
export function matchRank(words: readonly string[], texts: readonly string[]): number | undefined {
  const keys = texts.map(searchKey).filter((key) => key !== '')
  let rank = 0
  for (const word of words) {
    const ranks = keys.flatMap((key) =>
      key === word ? [0] : key.startsWith(word) ? [1] : key.includes(word) ? [2] : [],
    )
    if (ranks.length === 0) return undefined
    rank += Math.min(...ranks)
  }
  return words.length > 0 ? rank : undefined
}
