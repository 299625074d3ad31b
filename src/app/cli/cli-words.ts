import { ArchiveError } from '../../platform/backup/archive-error.ts'
import { failureSentences, type Language, nameOf, sentenceOf, type Words } from '../console-words.ts'
import { rootSecretWords } from '../root-secret-words.ts'
import { CliFailure } from './cli-failure.ts'
import { FAILURES, SERVERS_OWN } from './cli-failure-words.ts'
import type { CliSaid } from './cli-scene.ts'
import type { Questions } from './passphrase.ts'
import type { RootSecretState } from './root-secret-state.ts'

/** Everything the command line says: Japanese where the system speaks Japanese, else English. */
export function wordsOf(said: CliSaid, language: Language): string {
  switch (said.type) {
    case 'moved':
    case 'binaries-copied':
    case 'creating':
    case 'orphan':
    case 'recovering':
      return sentenceOf(said, language)
    default:
      return wordsFor(said)[language]
  }
}

export function helpText(language: Language): string {
  return HELP[language]
}

export function unknownVerb(verb: string, language: Language): string {
  return { ja: `「${verb}」という命令はありません。`, en: `There is no verb ${verb}.` }[language]
}

export function questionsIn(language: Language): Questions {
  return language === 'ja'
    ? {
        passphrase: 'バックアップの合言葉: ',
        again: 'もう一度: ',
        kit: (number) => `復旧キット（${number}枚目）の文字: `,
      }
    : {
        passphrase: 'Passphrase of the backup: ',
        again: 'Once more: ',
        kit: (number) => `Recovery kit, sheet ${number} of 2: `,
      }
}

/** One sentence per thing to mend; undefined for an error nobody foresaw. */
export function cliFailureSentences(error: unknown, language: Language): string[] | undefined {
  if (error instanceof CliFailure || error instanceof ArchiveError) {
    const detail = error instanceof CliFailure ? error.detail : ''
    return [FAILURES[error.problem](detail)[language]]
  }
  return failureSentences(error, language)
}

const HELP: Words = {
  ja: `使い方: npm run yorube -- 命令

  backup ファイル   暗号化したバックアップを書き出します。動いたままで取れます。
  restore ファイル  バックアップから、まだデータのない DATA_DIR に戻します。
  status            動いているか、アドレス、版、データの置き場と大きさ、最後のバックアップを示します。
  appoint 利用者名  利用者をシステム管理者にします。管理者どうしで確認し合えなくなったときだけ使えます。
                    自治体が複数あるときは 利用者名@ホスト名。すべての管理者に知らせ、記録に残ります。
  recover [利用者名 [窓口]]
                    復旧キット2枚を尋ね、根の秘密を戻します。利用者名があれば、開ける人のいない窓口をその人に開けるように
                    します。すべての管理者に知らせ、記録に残ります。
  help              この説明を示します。

バックアップに根の秘密は入りません。置き場は status で分かります。別に、二か所で保管してください。
合言葉は端末で入力するか、BACKUP_PASSPHRASE_FILE に指定したファイル(権限 0600)から読みます。15 文字以上です。
終わりの番号: 0 = できた、1 = できなかった、2 = 使い方の誤り。詳しくは docs/operations.md。`,
  en: `Usage: npm run yorube -- VERB

  backup FILE   Writes an encrypted backup; the system may go on running.
  restore FILE  Brings a backup back, into a DATA_DIR that holds no data yet.
  status        Tells whether it runs, addresses, versions, place and size of the data, the last backup.
  appoint LOGIN Makes an account an administrator; only when administrators cannot confirm each other any more.
                LOGIN@HOST where there are several tenants. Every administrator is told, and it is recorded.
  recover [LOGIN [DESK]]
                Asks for two recovery kits and brings the root secret back. With LOGIN, gives that account the desks
                that nobody can open any more. Every administrator is told, and it is recorded.
  help          Shows this.

A backup never holds the root secret; status tells where it lies. Keep it apart, in two places.
The passphrase is asked on the terminal, or read from the file named in BACKUP_PASSPHRASE_FILE (mode 0600);
it has at least 15 characters. Exit codes: 0 done, 1 failed, 2 wrong usage. More in docs/operations.md.`,
}

const same = (text: string): Words => ({ ja: text, en: text })

function wordsFor(said: Exclude<CliSaid, { type: Parameters<typeof sentenceOf>[0]['type'] }>): Words {
  switch (said.type) {
    case 'progress':
      return same(`${sizeOf(said.bytes)} …`)
    case 'backed-up':
      return {
        ja: `バックアップを書き出しました: ${said.file}(${sizeOf(said.bytes)}、${said.files} ファイル、${seconds(said.ms)})`,
        en: `Backup written: ${said.file} (${sizeOf(said.bytes)}, ${said.files} files, ${seconds(said.ms)})`,
      }
    case 'secret-apart':
      return apart(said.secret)
    case 'found':
      return {
        ja: `バックアップを開きました: ${timeOf(said.created)} 作成、Yorube ${said.version}。戻しています。`,
        en: `Opened the backup of ${timeOf(said.created)}, made by Yorube ${said.version}. Restoring.`,
      }
    case 'restored':
      return {
        ja: `${said.dataDir} に戻しました(${said.files} ファイル、すべて照合済み、${seconds(said.ms)})。`,
        en: `Restored to ${said.dataDir} (${said.files} files, every one verified, ${seconds(said.ms)}).`,
      }
    case 'secret-after-restore':
      return afterRestore(said.secret, said.isRight)
    case 'versions':
      return same(
        [
          `Yorube ${said.product}`,
          ...(said.postgresMajor ? [`PostgreSQL ${said.postgresMajor}`] : []),
          `Node ${said.node}`,
        ].join(', '),
      )
    case 'not-running':
      return { ja: '動いていません。', en: 'Not running.' }
    case 'starting':
      return {
        ja: 'データベースは動いていますが、画面はまだ開いていません(起動中、またはバックアップ中)。',
        en: 'The database runs, but no page is open yet (starting, or being backed up).',
      }
    case 'running':
      return {
        ja: `動いています(Yorube ${said.version}、pid ${said.pid}、${timeOf(said.since)} から)。`,
        en: `Running (Yorube ${said.version}, pid ${said.pid}, since ${timeOf(said.since)}).`,
      }
    case 'address':
      return said.answers
        ? { ja: `${nameOf(said.name).ja}: ${said.url}`, en: `${nameOf(said.name).en}: ${said.url}` }
        : {
            ja: `${nameOf(said.name).ja}: ${said.url}(応答なし)`,
            en: `${nameOf(said.name).en}: ${said.url} (does not answer)`,
          }
    case 'kits-open':
      return { ja: `組 ${said.set} のキットが開きました。`, en: `The kits of set ${said.set} fit.` }
    case 'root-restored':
      return {
        ja: `根の秘密を ${said.place} に戻しました。`,
        en: `The root secret is back in ${said.place}.`,
      }
    case 'root-present':
      return {
        ja: `根の秘密は ${said.place} にあり、正しいものです。`,
        en: `The root secret is in ${said.place}, and it is the right one.`,
      }
    case 'desks-recovered':
      return {
        ja: `${said.login} さんが ${said.desks} の窓口を開けるようになりました。記録に残し、管理者に知らせました。サインインして、窓口の鍵を新しくしてください。`,
        en: `${said.login} can open ${said.desks} desks now. It is recorded and administrators are told. Sign in and renew the desks' keys.`,
      }
    case 'appointed':
      return {
        ja: `${said.tenant} の ${said.name}（${said.login}）さんをシステム管理者にしました。すべての管理者に知らせ、記録に残しました。`,
        en: `${said.name} (${said.login}) of ${said.tenant} is an administrator now. Every administrator has been told, and it is recorded.`,
      }
    default:
      return wordsOfPlaces(said)
  }
}

type OfPlaces = Extract<
  CliSaid,
  { type: 'data' | 'no-data' | 'data-on-server' | 'secret' | 'last-backup' | 'no-backup' }
>

function wordsOfPlaces(said: OfPlaces): Words {
  switch (said.type) {
    case 'data':
      return {
        ja: `データ: ${said.dataDir}(${sizeOf(said.bytes)})`,
        en: `Data: ${said.dataDir} (${sizeOf(said.bytes)})`,
      }
    case 'no-data':
      return { ja: `データ: ${said.dataDir} にはまだありません。`, en: `Data: none in ${said.dataDir} yet.` }
    case 'data-on-server':
      return {
        ja: `データ: DATABASE_URL のサーバーにあります。${SERVERS_OWN.ja}`,
        en: `Data: on the server of DATABASE_URL. ${SERVERS_OWN.en}`,
      }
    case 'secret':
      return secretState(said.secret)
    case 'last-backup':
      return {
        ja: `最後のバックアップ: ${timeOf(said.at)}(${sizeOf(said.bytes)})`,
        en: `Last backup: ${timeOf(said.at)} (${sizeOf(said.bytes)})`,
      }
    case 'no-backup':
      return { ja: '最後のバックアップ: まだありません。', en: 'Last backup: none yet.' }
  }
}

function secretState(secret: RootSecretState): Words {
  const { place } = secret
  if (secret.state === 'present')
    return { ja: `根の秘密: ${place}(あり)`, en: `Root secret: ${place} (present)` }
  if (secret.state === 'missing')
    return { ja: `根の秘密: ${place} にありません。`, en: `Root secret: missing at ${place}.` }
  const why = rootSecretWords[secret.trouble](place)
  return { ja: `根の秘密: 使えません。${why.ja}`, en: `Root secret: unusable. ${why.en}` }
}

function apart(secret: RootSecretState): Words {
  const { place } = secret
  const found = secret.state === 'present'
  return {
    ja:
      `根の秘密はバックアップに入っていません。${found ? `${place} にあります。` : `${place} にも見つかりません。探してください。`}` +
      'これがないと、戻したデータはだれにも開けません。バックアップとは別に、二か所で保管してください。',
    en:
      `The root secret is not in the backup. ${found ? `It lies in ${place}.` : `It is not in ${place} either: find it.`} ` +
      'Without it nobody can open the restored data. Keep it apart from the backups, in two places.',
  }
}

function afterRestore(secret: RootSecretState, isRight: boolean): Words {
  const { place } = secret
  if (isRight)
    return {
      ja: `根の秘密は ${place} にあります。npm start で始められます。`,
      en: `The root secret is in place (${place}). Start with: npm start`,
    }
  const put = {
    ja: `保管してある根の秘密を ${place} に置き(chmod 600)、それから npm start してください。別の場所に置くなら ROOT_SECRET_FILE で示します。`,
    en: `Put the root secret from its safe place at ${place} (chmod 600), then npm start. ROOT_SECRET_FILE names another place.`,
  }
  if (secret.state === 'present')
    return {
      ja: `まだ始めないでください。${place} の根の秘密は、別のシステムのものです。${put.ja}`,
      en: `Do not start yet: the root secret at ${place} belongs to another system. ${put.en}`,
    }
  if (secret.state === 'unusable') {
    const why = rootSecretWords[secret.trouble](place)
    return {
      ja: `まだ始められません。${why.ja} ${put.ja}`,
      en: `It cannot start yet. ${why.en} ${put.en}`,
    }
  }
  return { ja: `まだ始められません。${put.ja}`, en: `It cannot start yet. ${put.en}` }
}

function sizeOf(bytes: number): string {
  return bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(2)} GB`
}

const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`

/** As the clock on the wall of the office says. */
function timeOf(instant: string): string {
  return new Date(instant).toLocaleString('sv-SE', { timeZone: 'Asia/Tokyo' })
}
