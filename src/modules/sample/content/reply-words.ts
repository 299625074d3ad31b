import type { RequestTheme } from './ask.ts'
import { lines } from './theme.ts'

/** What a desk asks back, and what the hub replies to it. */
export const questionsBack: readonly { question: string; reply: string }[] = [
  {
    question: '本人の来庁の希望日を二つほど教えてください。',
    reply: '来週の火曜か木曜の午前を希望されています。',
  },
  {
    question: '本人確認の方法について相談させてください。',
    reply: '当窓口の職員が同行し、本人確認書類を一点お持ちします。',
  },
  {
    question: '担当からの電話は、どなたあてがよいですか。',
    reply: '当窓口の担当あてにお願いします。本人には当窓口から伝えます。',
  },
  {
    question: 'お急ぎの度合いを教えてください。',
    reply: '今月のうちに見通しが立てば足ります。',
  },
]
export const declines = lines(`
  当課の所管ではないため、別の課をご案内します。
  現在の制度では対象になりません。年度が替わる時期に改めてご相談ください。`)
export const accepts = lines(`
  承知しました。担当を決めて対応します。
  確認のうえ期日までに回答します。
  本日中に取りかかります。`)
/** A desk's own official act, by the kind of what was asked. */
export const acts: Readonly<Record<RequestTheme['kind'], readonly string[]>> = {
  procedure: lines(`
    申請を受け付け、決定の通知を窓口で交付した。
    取扱いを変更し、担当者全員に周知した。`),
  protection: lines(`
    申出を受け付け、関係する係に取扱いを周知した。
    別室で本人の来庁に対応した。`),
  interview: lines(`
    個室で面談し、必要な書類を案内した。
    面談を行い、次回の日程を決めた。`),
  watch: lines(`
    訪問して様子を確かめた。変わりはなかった。
    面談を行い、見守りの頻度を決めた。`),
  information: lines(`
    枠を確保し、番号札を発行した。`),
  accompaniment: lines(`
    窓口まで同行し、手続きに立ち会った。`),
  other: lines(`
    手配を済ませ、日時を決めた。`),
}
export const withdrawals = lines(`
  本人から「やはり自分で手続きしたい」と申し出があったため。
  相手方の知人がその課にいると分かったため。`)
/** How she agreed, as the basis says it. */
export const consentNotes: Readonly<Record<string, readonly string[]>> = {
  consent_oral: lines(`
    {日}の面接で、項目を一つずつ読み上げて確かめた。
    電話で本人から了解を得た。復唱していただいた。
    {日}の来所の際に口頭で確かめた。伝えたくない項目は外した。
    渡す項目と相手を伝え、「それでお願いします」との返事を得た。`),
  consent_written: lines(`
    同意書に本人が署名した。控えは当窓口で保管。
    {日}の面接で、同意書の項目ごとに本人が印を付けた。
    書面に本人が記入した。写しは本人の希望により渡していない。`),
}
