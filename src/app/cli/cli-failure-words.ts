import type { Words } from '../console-words.ts'
import type { CliProblem } from './cli-failure.ts'

export const SERVERS_OWN: Words = {
  ja: 'バックアップと復元は、そのサーバーの道具で行ってください。',
  en: "Use that server's own tools for backup and restore.",
}

type Sentence = (subject: string) => Words

/** One sentence each: what is the matter, and what to do. */
export const FAILURES: Record<CliProblem, Sentence> = {
  'server-of-its-own': () => ({
    ja: `データは DATABASE_URL のサーバーにあります。${SERVERS_OWN.ja}`,
    en: `The data lies on the server of DATABASE_URL. ${SERVERS_OWN.en}`,
  }),
  'no-instance': (place) => ({
    ja: `${place} にデータがありません。DATA_DIR を確かめてください。`,
    en: `There is no data in ${place}; check DATA_DIR.`,
  }),
  'holds-data': (place) => ({
    ja: `${place} にはすでにデータがあります。上書きはしません。別の DATA_DIR に戻すか、今のフォルダーの名前を変えてください。`,
    en: `${place} holds data already, which is never overwritten: restore to another DATA_DIR, or rename that folder.`,
  }),
  'no-such-account': (named) => ({
    ja: `「${named}」という利用中の利用者がいません。利用者名と、自治体が複数あるときはホスト名（利用者名@ホスト名）を確かめてください。`,
    en: `There is no working account ${named}; check the login and, where there are several tenants, the host (LOGIN@HOST).`,
  }),
  'is-administrator': (named) => ({
    ja: `「${named}」はすでにシステム管理者です。`,
    en: `${named} is an administrator already.`,
  }),
  'administrators-sign-in': () => ({
    ja: 'この30日に、二人以上のシステム管理者がサインインしています。管理者の画面から、二人で行ってください。',
    en: 'At least two administrators have signed in during the last 30 days: they do it together, on the page of accounts.',
  }),
  'no-root-secret': (place) => ({
    ja: `根の秘密が ${place} にないか、使えません。ROOT_SECRET_FILE を確かめてください。`,
    en: `The root secret is not in ${place}, or cannot be used; check ROOT_SECRET_FILE.`,
  }),
  'file-exists': (file) => ({
    ja: `${file} はすでにあります。上書きはしません。別の名前にしてください。`,
    en: `${file} exists already and is never overwritten; choose another name.`,
  }),
  'part-exists': (file) => ({
    ja: `${file} があります。ほかのバックアップが書き出し中でなければ、消してからやり直してください。`,
    en: `${file} is there: unless another backup is being written, remove it and repeat.`,
  }),
  'file-missing': (file) => ({
    ja: `${file} が見つかりません。名前とフォルダーを確かめてください。`,
    en: `${file} is not there; check its name and folder.`,
  }),
  'inside-data': (place) => ({
    ja: `${place} の外に書き出してください。データと同じ場所では、いっしょに失われます。`,
    en: `Write it outside ${place}: beside the data it would be lost together with it.`,
  }),
  'no-backup-dir': () => ({
    ja: 'ファイル名を付けるか、バックアップの保管場所を BACKUP_DIR に指定してください。',
    en: 'Name a file, or the folder of the backups in BACKUP_DIR.',
  }),
  'no-repository': (folder) => ({
    ja: `${folder} にバックアップがありません。BACKUP_DIR と、ディスクがつながっているかを確かめてください。`,
    en: `There are no backups in ${folder}; check BACKUP_DIR, and whether its disk is connected.`,
  }),
  'other-instance': (folder) => ({
    ja: `${folder} には別のシステムのバックアップがあります。別のフォルダーを BACKUP_DIR に指定してください。`,
    en: `${folder} holds the backups of another system; name another folder in BACKUP_DIR.`,
  }),
  'no-base-before': () => ({
    ja: 'その時点より前のバックアップがありません。もっと後の時刻を指定してください。',
    en: 'There is no backup from before that moment; name a later one.',
  }),
  'at-unreadable': (given) => ({
    ja: `「${given}」は日時として読めません。2026-11-28T10:15 のように書いてください(日本時間)。`,
    en: `${given} is no date and time; write 2026-11-28T10:15 (Japanese time) or 2026-11-28T10:15:00+09:00.`,
  }),
  'at-future': () => ({
    ja: 'まだ来ていない時刻です。--at を確かめてください。',
    en: 'That moment is still to come; check --at.',
  }),
  'log-gap': (segment) => ({
    ja: `変更の記録が ${segment} から途切れています。今すぐ npm run yorube -- backup で新しいバックアップを取ってください。復元では、途切れる前の時刻を --at で指定してください。`,
    en: `The log has a gap from ${segment}. Make a new backup now (npm run yorube -- backup); to restore, name a moment before the gap with --at.`,
  }),
  'two-writers': () => ({
    ja: '二つのサーバーが同じ BACKUP_DIR に書いています。片方を止めるか、別のフォルダーにしてください。',
    en: 'Two servers write to the same BACKUP_DIR; stop one, or give it another folder.',
  }),
  'no-terminal': () => ({
    ja: '端末がないので合言葉を尋ねられません。BACKUP_PASSPHRASE_FILE に合言葉のファイルを指定してください。',
    en: 'There is no terminal to ask for the passphrase; name a file of it in BACKUP_PASSPHRASE_FILE.',
  }),
  'passphrase-short': (length) => ({
    ja: `合言葉は ${length} 文字以上にしてください。`,
    en: `The passphrase must have at least ${length} characters.`,
  }),
  'passphrase-differs': () => ({
    ja: '二つの合言葉が違います。やり直してください。',
    en: 'The two passphrases differ; repeat.',
  }),
  'passphrase-file-missing': (file) => ({
    ja: `BACKUP_PASSPHRASE_FILE のファイル ${file} がありません。`,
    en: `The file ${file} of BACKUP_PASSPHRASE_FILE is not there.`,
  }),
  'passphrase-file-open': (file) => ({
    ja: `${file} はほかの人にも読めます。chmod 600 ${file} としてください。`,
    en: `Others may read ${file}. Run: chmod 600 ${file}`,
  }),
  'cannot-open': () => ({
    ja: '開けません。合言葉が違うか、バックアップではないか、ファイルが壊れています。何も変えていません。',
    en: 'It does not open: the passphrase is wrong, or the file is no backup or damaged. Nothing was changed.',
  }),
  damaged: () => ({
    ja: 'バックアップが途中で切れているか、書きかえられています。ほかの控えを使ってください(フォルダーの場合の手順は docs/operations.md の「It refuses」にあります)。何も変えていません。',
    en: 'The backup is cut off or was altered: use another one (with a folder: "It refuses" in docs/operations.md). Nothing was changed.',
  }),
  'unknown-format': () => ({
    ja: 'この版の Yorube はこの形のバックアップを知りません。作った版か、新しい版で戻してください。',
    en: 'This release of Yorube does not know this kind of backup: use the release that made it, or a newer one.',
  }),
  'other-major': (major) => ({
    ja: `バックアップは PostgreSQL ${major} のものです。それを使う版の Yorube で戻してください。`,
    en: `The backup belongs to PostgreSQL ${major}: restore it with a release of Yorube that uses it.`,
  }),
  unwell: (count) => ({
    ja: `今すぐ手当てが要ることが ${count} 件あります(!! の行)。`,
    en: `${count} things need to be put right now (the lines with !!).`,
  }),
  'no-space': () => ({
    ja: 'ディスクに空きがありません。空けてからやり直してください。',
    en: 'The disk is full; make room and repeat.',
  }),
  'not-allowed': (path) => ({
    ja: `${path} を読み書きできません。場所と権限を確かめてください。`,
    en: `${path} cannot be read or written; check the place and its permissions.`,
  }),
  disk: (path) => ({
    ja: `${path} でディスクが誤りを返しました。別のディスクで試してください。`,
    en: `The disk reports an error at ${path}; try another disk.`,
  }),
  'no-kits': () => ({
    ja: 'このデータには復旧キットが作られていません。キットを作るより前の時点に戻したのなら、いちばん新しいバックアップを別の場所に戻し(--to)、そこで recover を行ってください。出てきた根の秘密は、前の時点のデータも開きます。',
    en: 'No recovery kits were ever made for this data. If it was restored to a moment before them: restore the newest backup to another place (--to) and run recover there; the root secret that comes back opens the earlier data too.',
  }),
  'kit-missing': () => ({
    ja: 'キットは二枚要ります。一枚では何も開けません。同じ組のもう一枚を、預けた人から受け取ってください。何も変えていません。',
    en: 'Two kits are needed: one alone opens nothing. Fetch another sheet of the same set from the person who keeps it. Nothing was changed.',
  }),
  'kit-misread': (number) => ({
    ja: `${number || '1か2'}枚目のキットの文字が合いません。紙をよく見て、もう一度行うか、三枚のうちの別の一枚を使ってください。何も変えていません。`,
    en: `Kit ${number || '1 or 2'} does not read right: look at the paper and repeat, or use another one of the three. Nothing was changed.`,
  }),
  'kit-newer': () => ({
    ja: 'この版の Yorube はこの形のキットを知りません。作った版か、新しい版で行ってください。',
    en: 'This release of Yorube does not know this kind of kit: use the release that made it, or a newer one.',
  }),
  'kit-other-set': () => ({
    ja: '二枚の組の番号が違います。同じ組の二枚を使ってください。',
    en: 'The two kits belong to different sets: use two of the same set.',
  }),
  'kit-twice': () => ({
    ja: '同じ一枚を二度入れています。別の一枚が要ります。',
    en: 'That is the same kit twice; another one is needed.',
  }),
  'kit-elsewhere': () => ({
    ja: 'この組は、ここにあるデータのものではありません。組の番号と DATA_DIR を確かめてください。',
    en: 'This set does not belong to the data here; check the name of the set and DATA_DIR.',
  }),
  'root-in-the-way': (place) => ({
    ja: `${place} に別の、または壊れた根の秘密があります。上書きはしません。名前を変えてから、もう一度行ってください。`,
    en: `Another or a damaged root secret lies in ${place} and is never overwritten: rename it, and repeat.`,
  }),
  'root-unproven': (set) => ({
    ja: `組 ${set} のキットから出てきた根の秘密が、ここのシステムのものだと確かめられません。データの中で別の秘密とすり替えられたか、確かめる印のない古い組です。何も変えていません。根の秘密があったときのバックアップを別の場所に戻す（restore --to）と、根の秘密の名前が出ます。recover --root 名前 と、その名前を添えてやり直してください。それでも合わないときは、データが書き換えられています。先へ進まないでください。`,
    en: `The root secret that the kits of set ${set} bring back is not proven to be this system's: somebody has put another one into the data, or the set is from before sets carried a proof. Nothing was changed. Restore a backup that was made while the root secret was there to another place (restore --to): it tells the name of the root secret. Repeat with recover --root NAME. If that does not fit either, the data have been tampered with: do not go on.`,
  }),
  'no-desk-to-recover': () => ({
    ja: '開ける人のいない窓口が、この組にはありません。窓口を名指すときは、その窓口のページのアドレスにある番号を続けて書いてください。',
    en: 'This set holds no desk that nobody can open. To name a desk, add the id that stands in the address of its page.',
  }),
  'account-altered': (login) => ({
    ja: `「${login}」の鍵に書き換えの疑いがあります。別のアカウントを使ってください。`,
    en: `The key of ${login} may have been tampered with; use another account.`,
  }),
  'account-unsigned': (login) => ({
    ja: `「${login}」がだれのアカウントかを確かめる署名がありません。署名は、本人がサインインするか、管理者が新しく招くと付きます。本人にサインインしてもらってから、やり直してください。根の秘密がなくてサインインできないときは、先に recover（利用者名なし）で戻してください。何も変えていません。`,
    en: `Nothing signed says whose account ${login} is. It is signed when she signs in, or when an administrator invites a new account. Let her sign in, and repeat; where that is not possible because the root secret is missing, bring it back first (recover without a login). Nothing was changed.`,
  }),
  'account-swapped': (login) => ({
    ja: `「${login}」の利用者名か名前が、署名したときと違います。データの中で、ほかの人と入れ替えられた疑いがあります。何も変えていません。先へ進まず、npm run yorube -- verify を実行し、docs/operations.md の「When it says that something was tampered with」を見てください。`,
    en: `The login or the name of ${login} is not what was signed: somebody may have swapped accounts in the data. Nothing was changed. Do not go on: run npm run yorube -- verify, and see "When it says that something was tampered with" in docs/operations.md.`,
  }),
  'name-needed': () => ({
    ja: '端末がないので、だれのアカウントかを確かめられません。上に示した人と署名の日で間違いなければ、先頭に --name "名前" --since 日付 を付け、上に示したとおりに書いてください。何も変えていません。',
    en: 'There is no terminal to ask on. If it is the right person and the day fits, put --name "NAME" --since DAY in front, with both as they stand above. Nothing was changed.',
  }),
  'other-name': (name) => ({
    ja: `--name の「${name}」と、上に示した名前が違います。利用者名を確かめてください。何も変えていません。`,
    en: `--name says ${name}, which is not the name above. Check the login. Nothing was changed.`,
  }),
  'day-needed': () => ({
    ja: '署名の日も確かめてください。その人のアカウントができたころ（0.2.0 に更新する前からなら、更新したころ）と合っていれば、先頭に --since 日付 も付け、上に示したとおりに書いてください。合わなければ、先へ進まないでください。何も変えていません。',
    en: 'Check the day as well. If it fits when she got the account (or, if she had it before, when 0.2.0 was installed), put --since DAY in front too, as it stands above. If not, do not go on. Nothing was changed.',
  }),
  'other-day': (day) => ({
    ja: `--since の「${day}」と、上に示した署名の日が違います。その後に、名前か利用者名が変えられています。なぜかを確かめるまで、先へ進まないでください。何も変えていません。`,
    en: `--since says ${day}, which is not the day above: the name or the login has been changed since then. Find out why before you go on. Nothing was changed.`,
  }),
  'not-agreed': () => ({
    ja: 'やめました。何も変えていません。',
    en: 'Left as it was: nothing was changed.',
  }),
  'at-work': () => ({
    ja: 'システムが動いています。Ctrl-C で止めてから、やり直してください。何も変えていません。',
    en: 'The system is running. Stop it (Ctrl-C) and repeat; nothing was changed.',
  }),
  'ledger-in-doubt': (lines) => ({
    ja: `廃棄の控え(shred-ledger.jsonl)に、確かめられない行が ${lines} 行あります。先にそれを正してください(docs/operations.md)。根の秘密は変えていません。`,
    en: `${lines} lines of shred-ledger.jsonl cannot be checked: put that right first (docs/operations.md). The root secret is as it was.`,
  }),
  'not-migrated': () => ({
    ja: 'データは別の版の Yorube のものです。データと同じ版で行うか、この版を一度起動し(npm start)、止めてから、やり直してください。何も変えていません。',
    en: 'The data are of another release of Yorube: use that release, or start this one once (npm start), stop it, and repeat. Nothing was changed.',
  }),
  'rotation-unfinished': () => ({
    ja: '前の入れ替えが終わっていません。先に npm run yorube -- rotate-root --finish を実行してください。',
    en: 'The rotation before this one is not finished: npm run yorube -- rotate-root --finish',
  }),
  'no-rotation': () => ({
    ja: '終えていない入れ替えはありません。',
    en: 'There is no rotation to finish.',
  }),
  'still-followed': (count) => ({
    ja: `${count} 件のアカウントが、まだ前の根の秘密に頼っています。サインインしてもらうか、使われていないものは止めるか、登録をやり直してから、もう一度実行してください。何も変えていません。`,
    en: `${count} accounts still need the root secret before. Let them sign in, suspend those that nobody uses or begin them anew, and repeat; nothing was changed.`,
  }),
  stopped: () => ({ ja: '中止しました。何も残していません。', en: 'Stopped. Nothing was left behind.' }),
}
