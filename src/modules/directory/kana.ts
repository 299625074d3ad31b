/** One spelling of kana for keeping and comparing: half-width widened, katakana as hiragana. */
export function hiraganaOf(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\u30a1-\u30f6]/g, (letter) => String.fromCodePoint((letter.codePointAt(0) ?? 0) - 0x60))
}
