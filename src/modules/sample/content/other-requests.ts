import { asks, type RequestTheme } from './ask.ts'

export const prefectureRequestThemes: Readonly<Record<string, RequestTheme>> = {
  'PRF-FACILITY': {
    kind: 'protection',
    items: ['name', 'wishes', 'access_needs'],
    asks: asks(`
      anybody: 見学の日程の調整
      本人が見学を希望しています。受け入れのできる時期を教えてください。
      暮らしの様子を自分の目で確かめてから決めたいとの希望のため。
      見学は午前にお願いします。本人のお名前は当日伺います。

      violence: 入所の打診
      個室の希望があります。生活の決まりについて事前に説明をお願いします。
      落ち着いて先のことを考えられる場所を必要としているため。
      個室を用意できます。携帯電話の使い方を一緒に決めます。

      anybody: 退所後の支えの相談
      退所した後の訪問の計画について、打ち合わせをお願いします。
      一人暮らしに慣れるまで、顔の分かる人に来てほしいとの希望のため。
      月二回の訪問で計画しました。`),
  },
  'PRF-A03': {
    kind: 'interview',
    items: ['name', 'birth_date', 'wishes'],
    asks: asks(`
      poor: 生活保護の事前の相談
      本人の面談に同席します。個室をお願いします。
      手持ちの生活費が尽きる前に、申請の準備を整えたいため。
      同席いただけます。書類は当日その場で作ります。

      anybody: 住所地の異なる方の申請
      保護の実施の責任について、事前に協議させてください。
      住民票を移さずに避難しており、申請先を先に決めておく必要があるため。
      現在地で受け付けます。面談の時間を確保しました。`),
  },
}

/** Bodies without a terminal: a numbered sheet, or the telephone. */
export const paperThemes: Readonly<Record<string, RequestTheme>> = {
  'AGE-A03': {
    kind: 'protection',
    items: ['name', 'kana', 'phone'],
    asks: asks(`
      violence: 荷物の取り出しの立会い
      本人が荷物を取りに行く際の立会いをお願いします。
      相手方が在宅しているおそれがあり、本人だけでは危険なため。
      日時が決まり次第、二名で立ち会うとの回答。

      anybody: 110番の登録の説明
      110番の登録について、本人に説明をお願いします。
      夜間に一人になる日があり、すぐに通報できるようにしておきたいため。
      登録の手続きを済ませたとの連絡があった。`),
  },
  'AGE-A02': {
    kind: 'interview',
    items: ['name', 'child'],
    asks: asks(`
      children: 子の安全についての協議
      子の安全について、担当者との協議の時間をお願いします。
      子が暴力の場面を目にしており、今後の対応をそろえたいため。
      児童福祉司が来週面接するとの回答。

      school_child: 通学の支えの相談
      学齢の子の通学が難しい場合の支えについて教えてください。
      外出への不安から、登校できない日が続いているため。
      学校と三者で協議することになった。`),
  },
  'AGE-A04': {
    kind: 'watch',
    items: ['free'],
    asks: asks(`
      anybody: 地域での声かけ
      転入した世帯への声かけをお願いします。事情は伝えていません。
      近所に知り合いがなく、孤立しないか心配なため。
      月に二回ほど様子を見ているとのこと。変わりはない。`),
  },
  'PRF-A02': {
    kind: 'protection',
    items: ['name', 'phone'],
    asks: asks(`
      anybody: 広域の避難の際の連携
      県をまたぐ移動について、到着まで連絡がとれるようお願いします。
      移動の途中で相手方が追ってくるおそれがあるため。
      到着地の警察署に引き継いだとの回答。`),
  },
}
