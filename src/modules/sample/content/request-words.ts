import { lines } from './theme.ts'

/** What the hub asks of a desk: by the desk's id in the reference network. */
export interface RequestTheme {
  kind: 'information' | 'procedure' | 'interview' | 'accompaniment' | 'protection' | 'watch' | 'other'
  titles: readonly string[]
  what: readonly string[]
  why: readonly string[]
  items: readonly string[]
  answers: readonly string[]
}

const shared = {
  why: lines(`
    別居に伴い、本人が一人で複数の窓口を回る負担を減らすため。
    本人の安全のため、窓口での説明を繰り返さずに済むようにするため。
    転居の時期が近く、手続きの順番を誤ると所在が伝わるおそれがあるため。
    生活の立て直しに必要で、本人が利用を希望しているため。`),
}

export const requestThemes: Readonly<Record<string, RequestTheme>> = {
  'AGE-D01': {
    ...shared,
    kind: 'procedure',
    titles: ['課税証明書の送付先の取扱い', '税の通知の送付先の変更'],
    what: lines(`
      本人あての通知を、登録の住所ではなく当窓口で受け取れるようにしてください。
      課税証明書を本人が窓口で受け取れるよう、別室での対応をお願いします。`),
    items: ['name', 'kana', 'birth_date', 'safe_contact'],
    answers: lines(`
      送付を止め、窓口での受け渡しに切り替えました。担当者名を別途お伝えします。
      別室で対応できます。来庁の前日までに時間をお知らせください。`),
  },
  'AGE-D02': {
    ...shared,
    kind: 'procedure',
    titles: ['納付の相談の調整', '納付書の送付の停止'],
    what: lines(`
      納付の相談に、本人の来庁時間に合わせて対応していただけますか。
      納付書を以前の住所に送らない取扱いをお願いします。`),
    items: ['name', 'kana', 'safe_contact'],
    answers: lines(`
      分割の相談をお受けします。午後の早い時間が空いています。
      送付を止めました。窓口でお渡しします。`),
  },
  'AGE-D03': {
    ...shared,
    kind: 'procedure',
    titles: ['児童手当の受給者の変更', '児童扶養手当の申請の同席', 'ひとり親家庭の支援の案内'],
    what: lines(`
      別居中の受給者変更について、必要な書類を教えてください。
      児童扶養手当の申請に、職員が同席する面談の時間をお願いします。
      本人と子が利用できる手当と助成の一覧を、説明つきで用意してください。`),
    items: ['name', 'kana', 'child', 'safe_contact'],
    answers: lines(`
      申立書と別居の経過が分かる書面で受け付けできます。様式を用意しました。
      面談の時間をとりました。個室で対応します。
      該当する手当は三つあります。当日まとめて受け付けます。`),
  },
  'AGE-D04': {
    ...shared,
    kind: 'watch',
    titles: ['子の見守りと面談', '家庭の状況の共有', '一時的な預かりの調整'],
    what: lines(`
      子どもの様子について、本人の了解を得ていますので面談をお願いします。
      母が面接を受ける間、子どもの一時的な預かりができるか教えてください。
      要保護児童対策地域協議会での把握の有無を教えてください。`),
    items: ['name', 'child', 'wishes', 'safe_contact'],
    answers: lines(`
      担当の保健師と心理士が面談します。場所は本人の希望に合わせます。
      預かりは前日までの連絡で利用できます。
      把握があります。詳しくは担当者どうしで確認させてください。`),
  },
  'AGE-D05': {
    ...shared,
    kind: 'procedure',
    titles: ['入園の申込みの取扱い', '引き渡しの取扱いの確認'],
    what: lines(`
      年度途中の入園について、本人の事情を考慮した取扱いが可能か教えてください。
      送り迎えの際の引き渡し相手を、本人が届けた人に限る取扱いをお願いします。`),
    items: ['name', 'child', 'safe_contact'],
    answers: lines(`
      来月からの受け入れが可能な園があります。本人と相談して決めます。
      引き渡しの取扱いを園長と共有しました。本人の届出を待って始めます。`),
  },
  'AGE-D06': {
    ...shared,
    kind: 'interview',
    titles: ['生活保護の相談の同席', '住まいの確保の相談', '当面の生活費の相談'],
    what: lines(`
      本人の相談に当窓口の職員が同席します。個室での面談をお願いします。
      扶養照会を行わない取扱いについて、事前に協議させてください。
      住居確保給付金の対象になるか、見込みを教えてください。`),
    items: ['name', 'kana', 'birth_date', 'wishes', 'safe_contact'],
    answers: lines(`
      面談の枠を確保しました。扶養照会は行いません。
      対象となる見込みです。当日に必要な書類をお知らせします。
      世帯の認定について確認したいことがあります。電話をください。`),
  },
  'AGE-D07': {
    ...shared,
    kind: 'procedure',
    titles: ['手帳の申請の案内', '自立支援医療の住所の取扱い'],
    what: lines(`
      手帳の申請について、本人に説明する時間をとっていただけますか。
      自立支援医療の受給者証を窓口で受け取れるようお願いします。`),
    items: ['name', 'birth_date', 'access_needs', 'safe_contact'],
    answers: lines(`
      申請の流れを説明しました。診断書を待って進めます。
      窓口での受け取りに変更しました。`),
  },
  'AGE-D08': {
    ...shared,
    kind: 'watch',
    titles: ['介護サービスの利用の相談', '高齢の親の見守り'],
    what: lines(`
      本人が介護から離れる間、家族の介護サービスを調整していただけますか。
      地域包括支援センターからの訪問をお願いします。訪問の理由は健康の相談としてください。`),
    items: ['name', 'birth_date', 'wishes'],
    answers: lines(`
      短期入所の調整ができました。費用について本人と確認します。
      来週訪問します。結果は電話でお知らせします。`),
  },
  'AGE-D09': {
    ...shared,
    kind: 'interview',
    titles: ['保健師の面談', '乳幼児健診の別日対応'],
    what: lines(`
      本人の体調と子の発達について、保健師の面談をお願いします。
      健診を別の日時に個別で受けられるようにしてください。`),
    items: ['name', 'birth_date', 'child', 'safe_contact'],
    answers: lines(`
      保健センターの個室で面談します。日程は本人と直接決めます。
      個別の時間をとりました。`),
  },
  'AGE-D10': {
    ...shared,
    kind: 'protection',
    titles: ['住民票の支援措置の事前相談', '転入届の別室での受付', '支援措置の更新の案内'],
    what: lines(`
      支援措置の申出について、必要なものと受付の流れを本人に説明してください。
      転入届を別室で受け付け、番号札での案内をお願いします。
      更新の時期が近づいています。本人が窓口に来る日の調整をお願いします。`),
    items: ['name', 'kana', 'birth_date', 'safe_contact'],
    answers: lines(`
      別室で受け付けます。本人確認書類を一点お持ちください。
      申出の日から仮の取扱いに入ります。関係する課に一括で知らせます。
      更新の受付を始められます。意見書の様式をお渡ししました。`),
  },
  'AGE-D11': {
    ...shared,
    kind: 'other',
    titles: ['多言語の通訳の手配', '自治会の名簿の取扱い'],
    what: lines(`
      面接に通訳を手配してください。知人でない方をお願いします。
      自治会の名簿に本人の世帯を載せない取扱いについて教えてください。`),
    items: ['languages', 'access_needs'],
    answers: lines(`
      通訳者が決まりました。守秘の誓約を済ませています。
      自治会には個別の事情を伝えずに依頼できます。`),
  },
  'AGE-D12': {
    ...shared,
    kind: 'procedure',
    titles: ['国民健康保険の単独加入', '医療費通知の送付の停止', '年金の手続きの案内'],
    what: lines(`
      別居中の国民健康保険の加入について、必要な証明を教えてください。
      医療費の通知を以前の住所に送らない取扱いをお願いします。
      年金の記録の住所を知られない手続きを案内してください。`),
    items: ['name', 'kana', 'birth_date', 'safe_contact'],
    answers: lines(`
      相談の証明があれば世帯を分けて加入できます。窓口でお待ちしています。
      送付を止め、給付の記録も見えない設定にしました。
      手続きの書類を用意しました。年金事務所への連絡も代わりに行います。`),
  },
  'AGE-D13': {
    ...shared,
    kind: 'information',
    titles: ['講座の案内', '法律相談の枠の確保'],
    what: lines(`
      女性弁護士の法律相談の枠を確保してください。
      回復のためのグループの日程を教えてください。`),
    items: ['wishes'],
    answers: lines(`
      枠を確保しました。名前の代わりに番号で受け付けます。
      来月から始まる回があります。参加は途中からでも可能です。`),
  },
  'AGE-D14': {
    ...shared,
    kind: 'procedure',
    titles: ['区域外就学の相談', '転校先を伝えない取扱い', '就学援助の申請'],
    what: lines(`
      住民票を移さない就学について、必要な手続きを教えてください。
      前の学校に転校先を伝えない取扱いをお願いします。
      就学援助の申請を、年度の途中から受け付けていただけますか。`),
    items: ['name', 'child', 'safe_contact'],
    answers: lines(`
      区域外就学の申請で受け入れできます。書類は一枚で済みます。
      教育委員会を経由して書類を送ります。学校名は伝えません。
      月の途中からでも受け付けます。様式を用意しました。`),
  },
  'AGE-A06': {
    ...shared,
    kind: 'other',
    titles: ['食料の支援', '生活福祉資金の相談', '家具の譲り受け'],
    what: lines(`
      当面の食料の支援をお願いします。受け取りは当窓口で行います。
      緊急の貸付けについて、面談の時間をとってください。
      新しい住まいで使う家具や家電の提供があるか教えてください。`),
    items: ['name', 'child', 'wishes'],
    answers: lines(`
      一週間分を用意しました。受け取りの時間をお知らせください。
      面談の枠があります。収入の分かるものをお持ちください。
      布団と小さな冷蔵庫があります。届ける日を決めましょう。`),
  },
}

export const prefectureRequestThemes: Readonly<Record<string, RequestTheme>> = {
  'PRF-FACILITY': {
    ...shared,
    kind: 'protection',
    titles: ['入所の打診', '見学の日程の調整', '退所後の支えの相談'],
    what: lines(`
      本人が見学を希望しています。受け入れのできる時期を教えてください。
      個室の希望があります。生活の決まりについて事前に説明をお願いします。
      退所した方の訪問の計画について、打ち合わせをお願いします。`),
    items: ['name', 'wishes', 'access_needs'],
    answers: lines(`
      見学は午前にお願いします。本人のお名前は当日伺います。
      個室を用意できます。携帯電話の使い方を一緒に決めます。
      月二回の訪問で計画しました。`),
  },
  'PRF-A03': {
    ...shared,
    kind: 'interview',
    titles: ['生活保護の事前の相談', '住所地の異なる方の申請'],
    what: lines(`
      保護の実施の責任について、事前に協議させてください。
      本人の面談に同席します。個室をお願いします。`),
    items: ['name', 'birth_date', 'wishes'],
    answers: lines(`
      現在地で受け付けます。面談の時間を確保しました。
      同席いただけます。書類は当日その場で作ります。`),
  },
}

/** Bodies without a terminal: a numbered sheet, or the telephone. */
export const paperThemes: Readonly<Record<string, RequestTheme>> = {
  'AGE-A03': {
    ...shared,
    kind: 'protection',
    titles: ['身辺の警戒の依頼', '荷物の取り出しの立会い', '相談の経過の確認'],
    what: lines(`
      本人が荷物を取りに行く際の立会いをお願いします。
      110番の登録について、本人に説明をお願いします。`),
    items: ['name', 'kana', 'phone'],
    answers: lines(`
      日時が決まり次第、二名で立ち会うとの回答。
      登録の手続きを済ませたとの連絡があった。`),
  },
  'AGE-A02': {
    ...shared,
    kind: 'interview',
    titles: ['子の面接の相談', '一時保護の可否の相談'],
    what: lines(`
      子の安全について、担当者との協議の時間をお願いします。
      学齢の子の通学が難しい場合の支えについて教えてください。`),
    items: ['name', 'child'],
    answers: lines(`
      児童福祉司が来週面接するとの回答。
      学校と三者で協議することになった。`),
  },
  'AGE-A04': {
    ...shared,
    kind: 'watch',
    titles: ['地域での見守り'],
    what: lines(`
      転入した世帯への声かけをお願いします。事情は伝えていません。`),
    items: ['free'],
    answers: lines(`
      月に二回ほど様子を見ているとのこと。変わりはない。`),
  },
  'PRF-A02': {
    ...shared,
    kind: 'protection',
    titles: ['広域の避難の際の連携'],
    what: lines(`
      県をまたぐ移動について、到着まで連絡がとれるようお願いします。`),
    items: ['name', 'phone'],
    answers: lines(`
      到着地の警察署に引き継いだとの回答。`),
  },
}

export const questionsBack = lines(`
  対象になるお子さんの人数を教えてください。
  本人の来庁の希望日を二つほど教えてください。
  本人確認の方法について相談させてください。
  通知を止める範囲を確かめさせてください。`)
export const repliesBack = lines(`
  来週の火曜か木曜の午前を希望されています。
  お子さんは二人です。
  本人確認は合言葉でお願いします。
  通知はすべて止めてください。`)
export const declines = lines(`
  当課の所管ではないため、別の課をご案内します。
  現在の制度では対象になりません。年度が替わる時期に改めてご相談ください。`)
export const accepts = lines(`
  承知しました。担当を決めて対応します。
  確認のうえ期日までに回答します。
  本日中に取りかかります。`)
export const acts = lines(`
  申請を受け付け、決定の通知を窓口で交付した。
  送付先の取扱いを変更し、担当者全員に周知した。
  別室で本人の来庁に対応した。`)
export const withdrawals = lines(`
  本人から「やはり自分で手続きしたい」と申し出があったため。
  相手方の知人がその課にいると分かったため。`)
/** How she agreed, as the basis says it. */
export const consentNotes: Readonly<Record<string, readonly string[]>> = {
  consent_oral: lines(`
    {日}の面接で、項目を一つずつ読み上げて確かめた。
    電話で本人から了解を得た。復唱していただいた。
    {日}の来所の際に口頭で確かめた。伝えたくない項目は外した。
    子の項目だけは別に確かめ、了解を得た。`),
  consent_written: lines(`
    同意書に本人が署名した。控えは当窓口で保管。
    {日}の面接で、同意書の項目ごとに本人が印を付けた。
    書面に本人が記入した。写しは本人の希望により渡していない。`),
}
