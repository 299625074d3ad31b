import type { Dice } from './dice.ts'

/**
 * Nobody is called so: the family names say "sample", "made up", "for example". Whoever sees one on a picture of a page
 * knows that no real person stands there.
 */
type Kana = readonly [written: string, kana: string]

export const staffFamilies: readonly Kana[] = [
  ['見本', 'みほん'],
  ['例示', 'れいじ'],
  ['手本', 'てほん'],
  ['模範', 'もはん'],
  ['練習', 'れんしゅう'],
  ['稽古', 'けいこ'],
]
export const clientFamilies: readonly Kana[] = [
  ['架空', 'かくう'],
  ['仮名', 'かめい'],
  ['想定', 'そうてい'],
  ['空想', 'くうそう'],
  ['物語', 'ものがたり'],
  ['台本', 'だいほん'],
  ['配役', 'はいやく'],
  ['舞台', 'ぶたい'],
  ['試作', 'しさく'],
  ['下書', 'したがき'],
  ['雛形', 'ひながた'],
  ['創作', 'そうさく'],
  ['虚構', 'きょこう'],
  ['絵本', 'えほん'],
  ['挿絵', 'さしえ'],
  ['試写', 'ししゃ'],
]

const women: Readonly<Record<string, readonly Kana[]>> = {
  young: pairs(
    '結衣ゆい 陽菜ひな 凛りん 美月みつき 葵あおい 咲良さくら 芽衣めい 琴音ことね 心春こはる 杏あん 莉子りこ 詩しい 柚葉ゆずは 紬つむぎ 楓かえで 澪みお',
  ),
  thirty: pairs(
    '愛あい 彩あや 美咲みさき 千尋ちひろ 遥はるか 奈々なな 里奈りな 未来みき 舞まい 沙織さおり 麻衣まい 明日香あすか 友美ともみ 早紀さき 瞳ひとみ 綾香あやか 茜あかね 香奈かな 祐子ゆうこ 亜美あみ 梓あずさ 千夏ちなつ 恵理えり 絵里香えりか',
  ),
  fifty: pairs(
    '由美子ゆみこ 真由美まゆみ 智子ともこ 陽子ようこ 裕子ゆうこ 直美なおみ 香織かおり 美穂みほ 典子のりこ 久美くみ 明美あけみ 弘美ひろみ 千鶴ちづる 佳代かよ 雅美まさみ 律子りつこ 郁恵いくえ 貴子たかこ 万里まり 奈緒美なおみ',
  ),
  old: pairs(
    '和子かずこ 幸子さちこ 節子せつこ 洋子ようこ 恵子けいこ 京子きょうこ 文子ふみこ 澄江すみえ 光枝みつえ 敏子としこ 照代てるよ 八重子やえこ 春江はるえ 富美子ふみこ 静枝しずえ 民子たみこ',
  ),
}
const men: Readonly<Record<string, readonly Kana[]>> = {
  young: pairs('蓮れん 湊みなと 悠真ゆうま 大和やまと 樹いつき 颯太そうた 陽翔はると 律りつ 航わたる 晴はる'),
  thirty: pairs(
    '翔太しょうた 大輔だいすけ 健太けんた 拓也たくや 直樹なおき 亮りょう 達也たつや 祐介ゆうすけ 剛つよし 和樹かずき',
  ),
  fifty: pairs(
    '浩ひろし 誠まこと 隆たかし 修おさむ 健一けんいち 哲也てつや 秀樹ひでき 聡さとし 正人まさと 徹とおる',
  ),
  old: pairs('茂しげる 清きよし 勇いさむ 進すすむ 昭夫あきお 功いさお 正雄まさお 博ひろし'),
}
/** Names from elsewhere, in katakana as a desk writes them down. */
const fromElsewhere: readonly Kana[] = pairs(
  'マリアまりあ リンりん アンナあんな ミンみん カルラかるら スニタすにた グレースぐれーす ティエンてぃえん ナタリアなたりあ プイぷい',
)

function pairs(text: string): Kana[] {
  return text.split(' ').map((pair) => {
    const kana = /[ぁ-ゖー]+$/.exec(pair)?.[0] ?? ''
    return [pair.slice(0, pair.length - kana.length), kana]
  })
}

function cohort(age: number): string {
  if (age < 25) return 'young'
  if (age < 42) return 'thirty'
  return age < 62 ? 'fifty' : 'old'
}

export interface FictionalName {
  family: string
  familyKana: string
  given: string
  givenKana: string
}

export function familyName(
  dice: Dice,
  families = clientFamilies,
): Pick<FictionalName, 'family' | 'familyKana'> {
  const [family, familyKana] = dice.pick(families)
  return { family, familyKana }
}

export function givenName(
  dice: Dice,
  age: number,
  sex: 'female' | 'male' | 'other',
  isFromElsewhere = false,
): Pick<FictionalName, 'given' | 'givenKana'> {
  const names = isFromElsewhere ? fromElsewhere : ((sex === 'male' ? men : women)[cohort(age)] ?? [])
  const [given, givenKana] = dice.pick(names)
  return { given, givenKana }
}

/** A number that no telephone can dial: letters stand where an operator's code would. */
export function undialable(serial: number): string {
  return `0X0-0000-${String(serial % 10_000).padStart(4, '0')}`
}
