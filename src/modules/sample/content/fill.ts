import { daysAfter, japaneseDay } from '../world/days.ts'
import type { Dice } from '../world/dice.ts'

const periods = [
  '半年ほど前',
  '1年ほど前',
  '2年ほど前',
  '3年ほど前の春',
  '結婚した頃',
  '引っ越した後',
  '下の子が生まれた頃',
  '昨年の秋',
  '今年に入って',
  '仕事を替えた頃',
]

/** Fills `{日}` and the like with what fits the day of the record. */
export function fill(dice: Dice, sentence: string, day: string): string {
  return sentence.replace(/\{(.+?)\}/g, (whole, slot: string) => {
    switch (slot) {
      case '日':
        return japaneseDay(daysAfter(day, -dice.between(2, 24)))
      case '先の日':
        return japaneseDay(daysAfter(day, dice.between(8, 40)))
      case '月':
        return `${Number(daysAfter(day, -dice.between(20, 90)).slice(5, 7))}月`
      case '時期':
        return dice.pick(periods)
      case '時':
        return `${dice.pick([9, 10, 11, 13, 14, 15, 16])}時`
      case '金額':
        return dice.pick(['5,000', '8,000', '1万', '1万5千', '2万', '3万', '5万'])
      case '大きな金額':
        return dice.pick(['30万', '50万', '80万', '120万', '200万'])
      case '年数':
        return String(dice.between(2, 9))
      case '年数大':
        return String(dice.between(28, 48))
      case '月数':
        return String(dice.between(2, 11))
      case '回数':
        return String(dice.between(2, 9))
      case '人数':
        return String(dice.between(2, 5))
      default:
        throw new Error(`nothing fills ${whole}`)
    }
  })
}
