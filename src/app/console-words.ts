import { ConfigError, type ConfigProblem } from '../platform/config.ts'
import {
  EmbeddedError,
  type EmbeddedEvent,
  type EmbeddedFailure,
} from '../platform/db/embedded/embedded-error.ts'
import { ServerError, type ServerProblem } from '../platform/db/with-client.ts'
import { LaunchFailure, type LaunchProblem } from './launcher/launch-failure.ts'
import { rootSecretWords } from './root-secret-words.ts'

/** Everything the launcher says on the console: Japanese where the system speaks Japanese, else English. */
export type Said =
  | EmbeddedEvent
  | { type: 'database-restarts' }
  | { type: 'serving'; name: string; url: string }
  | { type: 'setup-code'; url: string; code: string }
  | { type: 'restarts'; name: string; cause: string; pauseMs: number }
  | { type: 'stopping' }

export interface Console {
  say: (said: Said) => void
  /** Words that a process brings itself. */
  print: (text: string) => void
}

export type Language = 'ja' | 'en'
export type Words = { [L in Language]: string }

export function languageOf(environment: Readonly<Record<string, string | undefined>>): Language {
  const locale = environment.LC_ALL || environment.LC_MESSAGES || environment.LANG || ''
  return locale.startsWith('ja') ? 'ja' : 'en'
}

export function sentenceOf(said: Said, language: Language): string {
  return wordsFor(said)[language]
}

const NAMES: Record<string, Words> = {
  staff: { ja: '職員の画面', en: 'Staff pages' },
  intake: { ja: '相談者の画面', en: 'Public pages' },
  worker: { ja: '裏方の処理', en: 'Background work' },
  archive: { ja: '変更記録の保管', en: 'Archiving of the log' },
}
/** Of several of one kind each further one has a number: `staff-2`. */
export function nameOf(name: string): Words {
  const [, kind = name, number = ''] = /^(.+)-(\d+)$/.exec(name) ?? []
  const words = NAMES[kind]
  return words
    ? { ja: `${words.ja} ${number}`.trim(), en: `${words.en} ${number}`.trim() }
    : { ja: name, en: name }
}

function wordsFor(said: Said): Words {
  switch (said.type) {
    case 'moved':
      return {
        ja: `データの置き場は ${said.to} です(DATA_DIR にはデータベースの利用者が入れないため)。`,
        en: `The data lies in ${said.to}, because the database's user cannot enter DATA_DIR.`,
      }
    case 'binaries-copied':
      return {
        ja: `データベースの本体を ${said.to} に写しました。`,
        en: `Copied the database programs to ${said.to}.`,
      }
    case 'creating':
      return { ja: 'データベースを作っています。', en: 'Creating the database.' }
    case 'orphan':
      return {
        ja: `前回のデータベース(pid ${said.pid})が残っていたので止めています。`,
        en: `Stopping the database that an earlier run left behind (pid ${said.pid}).`,
      }
    case 'recovering':
      return {
        ja: '前回は途中で止まったため、データベースが復旧しています。お待ちください。',
        en: 'The last run was cut off; the database is recovering. Please wait.',
      }
    case 'database-restarts':
      return {
        ja: 'データベースが止まったので、起動し直します。',
        en: 'The database has stopped; starting it again.',
      }
    case 'serving':
      return { ja: `${nameOf(said.name).ja}: ${said.url}`, en: `${nameOf(said.name).en}: ${said.url}` }
    case 'setup-code':
      return {
        ja: `はじめの準備: ${said.url} を開き、次のコードを入力してください(一度だけ使えます): ${said.code}`,
        en: `First set-up: open ${said.url} and type this code, which works once: ${said.code}`,
      }
    case 'restarts':
      return {
        ja: `${nameOf(said.name).ja}が止まりました(${said.cause})。${said.pauseMs / 1000} 秒後に起動し直します。`,
        en: `${nameOf(said.name).en} ended (${said.cause}); starting again in ${said.pauseMs / 1000} s.`,
      }
    case 'stopping':
      return { ja: '終了しています。', en: 'Stopping.' }
  }
}

/** One sentence per thing to mend; undefined for an error nobody foresaw. */
export function failureSentences(error: unknown, language: Language): string[] | undefined {
  if (error instanceof ConfigError) {
    return error.problems.map(({ variable, problem }) => CONFIG[problem](variable)[language])
  }
  if (error instanceof EmbeddedError) return [EMBEDDED[error.failure](error.detail)[language]]
  if (error instanceof ServerError) return [SERVER[error.problem](error.detail)[language]]
  if (error instanceof LaunchFailure) return [LAUNCH[error.problem](error.detail)[language]]
}

type Sentence = (subject: string) => Words

const CONFIG: Record<ConfigProblem, Sentence> = {
  'not-a-port': (name) => ({
    ja: `${name} は 0〜65535 の番号にしてください。`,
    en: `${name} must be a port number from 0 to 65535.`,
  }),
  'same-port': (name) => ({
    ja: `${name} は PORT と違う番号にしてください。`,
    en: `${name} must differ from PORT.`,
  }),
  'not-a-host': (name) => ({
    ja: `${name} はホスト名か IP アドレスにしてください。`,
    en: `${name} must be a host name or an IP address.`,
  }),
  'not-a-database-url': (name) => ({
    ja: `${name} は postgres://利用者:パスワード@ホスト:5432/データベース の形にしてください。`,
    en: `${name} must look like postgres://user:password@host:5432/database.`,
  }),
  'not-a-web-address': (name) => ({
    ja: `${name} は https:// で始まるアドレスにしてください。`,
    en: `${name} must be an address that starts with https://.`,
  }),
  'not-a-log-level': (name) => ({
    ja: `${name} は fatal、error、warn、info、debug、silent のどれかにしてください。`,
    en: `${name} must be one of fatal, error, warn, info, debug, silent.`,
  }),
  'not-a-number': (name) => ({
    ja: `${name} は決められた範囲の数で書いてください(docs/operations.md)。`,
    en: `${name} must be a number within its range (docs/operations.md).`,
  }),
  'not-a-contact': (name) => ({
    ja: `${name} は mailto:、https://、tel: のどれかで始まる連絡先にしてください(例 mailto:mihon@example.jp)。`,
    en: `${name} must be a contact that starts with mailto:, https:// or tel: (such as mailto:mihon@example.jp).`,
  }),
  'not-two-numbers': (name) => ({
    ja: `${name} は、時間の数を二つ、小さいほうから「24,72」のように書いてください。`,
    en: `${name} takes two numbers of hours, the smaller one first, such as 24,72.`,
  }),
  'not-identity-providers': (name) => ({
    ja: `${name} のファイルが読めないか、書き方が違います。docs/operations.md の「庁内の認証」を確かめてください。`,
    en: `${name} names a file that is not a list of directories, or a secret that cannot be read (docs/operations.md).`,
  }),
  'not-a-scanner': (name) => ({
    ja: `${name} は、この機械のソケットのパス(例 /run/clamav/clamd.ctl)か 127.0.0.1:3310 の形にしてください。`,
    en: `${name} must be the path of a socket on this machine (such as /run/clamav/clamd.ctl), or 127.0.0.1:3310.`,
  }),
  'not-an-address-list': (name) => ({
    ja: `${name} は IP アドレスまたは範囲をコンマで並べてください(例 10.1.2.3, 203.0.113.0/24)。`,
    en: `${name} must list IP addresses or ranges, separated by commas (such as 10.1.2.3, 203.0.113.0/24).`,
  }),
  'unreadable-file': (name) => ({
    ja: `${name} のファイルが読めません。場所と権限を確かめてください。`,
    en: `The file named by ${name} cannot be read; check its path and permissions.`,
  }),
  'needs-its-pair': (name) => ({
    ja: `${name} だけでは足りません。TLS_CERT と TLS_KEY の両方を指定してください。`,
    en: `${name} is not enough alone; set both TLS_CERT and TLS_KEY.`,
  }),
  'needs-tls-or-proxy': (name) => ({
    ja: `${name} がこの機械の外に開くときは、TLS_CERT と TLS_KEY、または TRUST_PROXY を指定してください。`,
    en: `${name} is open to other machines: set TLS_CERT and TLS_KEY, or TRUST_PROXY.`,
  }),
  empty: (name) => ({ ja: `${name} が空です。`, en: `${name} is blank.` }),
}

const EMBEDDED: Record<EmbeddedFailure, Sentence> = {
  'no-binaries': (what) => ({
    ja: `データベースの本体(${what})が動きません。npm ci をやり直すか、DATABASE_URL でサーバーを指定してください。`,
    en: `The database programs (${what}) do not run: repeat npm ci, or name a server in DATABASE_URL.`,
  }),
  'no-unprivileged-user': (names) => ({
    ja: `root では PostgreSQL を動かせません。利用者(${names})を作るか、root 以外で起動してください。`,
    en: `PostgreSQL does not run as root: create one of the users ${names}, or start as another user.`,
  }),
  'already-running': (place) => ({
    ja: `${place} のシステムはすでに動いています。止めるか、別の DATA_DIR を指定してください。`,
    en: `The system in ${place} is already running: stop it, or choose another DATA_DIR.`,
  }),
  'wrong-major': (version) => ({
    ja: `データは PostgreSQL ${version} のものです。その版の Yorube で控えを取り、この版に戻してください。`,
    en: `The data belongs to PostgreSQL ${version}: back it up with the release that made it and restore it here.`,
  }),
  'wrong-owner': (place) => ({
    ja: `${place} は別の利用者のものです。前と同じ利用者で起動するか、持ち主を直してください。`,
    en: `${place} belongs to another user: start as the same user as before, or correct its owner.`,
  }),
  'cannot-initialise': (why) => ({
    ja: `データベースを作れません。空き容量と権限を確かめてください: ${why}`,
    en: `The database cannot be created; check free space and permissions: ${why}`,
  }),
  'cannot-start': (log) => ({
    ja: `データベースが起動しません。${log} を見てください。`,
    en: `The database does not start; see ${log}.`,
  }),
}

const SERVER: Record<ServerProblem, Sentence> = {
  unreachable: (place) => ({
    ja: `DATABASE_URL のサーバー(${place})につながりません。アドレス、ポート、証明書を確かめてください。`,
    en: `The server of DATABASE_URL (${place}) cannot be reached; check address, port and certificate.`,
  }),
  refused: (place) => ({
    ja: `DATABASE_URL のサーバー(${place})が接続を断りました。利用者名とパスワードを確かめてください。`,
    en: `The server of DATABASE_URL (${place}) refuses the connection; check user name and password.`,
  }),
  'no-such-database': (place) => ({
    ja: `DATABASE_URL のデータベース(${place})がありません。createdb で作ってください。`,
    en: `The database of DATABASE_URL (${place}) does not exist; create it with createdb.`,
  }),
  'too-old': (version) => ({
    ja: `DATABASE_URL のサーバーは PostgreSQL ${version} です。16 以上にしてください。`,
    en: `The server of DATABASE_URL is PostgreSQL ${version}; it must be 16 or newer.`,
  }),
  'not-utf8': (encoding) => ({
    ja: `DATABASE_URL のデータベースの文字コードが ${encoding} です。UTF8 で作り直してください。`,
    en: `The database of DATABASE_URL is encoded in ${encoding}; create it with UTF8.`,
  }),
  'cannot-create-roles': (user) => ({
    ja: `DATABASE_URL の利用者 ${user} にロールを作る権限(CREATEROLE)を与えてください。`,
    en: `Give the user ${user} of DATABASE_URL the right to create roles (CREATEROLE).`,
  }),
}

const LAUNCH: Record<LaunchProblem, Sentence> = {
  'port-in-use': (place) => ({
    ja: `${place} はほかのプログラムが使っています。それを止めるか、PORT か INTAKE_PORT を変えてください。`,
    en: `${place} is in use by another program: stop it, or change PORT or INTAKE_PORT.`,
  }),
  'port-unusable': (place) => ({
    ja: `${place} を開けません。HOST と PORT、INTAKE_PORT を確かめてください。`,
    en: `${place} cannot be opened; check HOST, PORT and INTAKE_PORT.`,
  }),
  'sample-needs-loopback': () => ({
    ja: '見本はこの機械の中でだけ動きます。HOST の指定を外してください。',
    en: 'A sample runs on this machine only: remove HOST.',
  }),
  'database-later': () => ({
    ja: 'データは、もっと新しい版で使われています。新しい版で起動してください。前の版に戻すには、前の版で取ったバックアップを復元します。',
    en: 'The data has been used by a later release: start that one. To go back, restore a backup made by this release.',
  }),
  'ledger-in-doubt': () => ({
    ja: '廃棄した記録が、このデータでまた開けるおそれがあるため、起動しません。新しい控えの写しを置くか、だれかが書き足した行だと分かったときはその行を除いてから、起動し直してください(docs/operations.md「わざと消したもの」)。',
    en: 'Records that were destroyed may be open again in this data, so nothing is started: put the newest copy of the ledger there, or take out the lines once you know that somebody else wrote them, and start again (docs/operations.md, "What was deleted on purpose").',
  }),
  'sample-needs-empty': () => ({
    ja: 'ここには実際の記録があるので、見本は入れません。別の DATA_DIR を指定してください。',
    en: 'This instance holds real records, so no sample is loaded into it: choose another DATA_DIR.',
  }),
  'root-secret-missing': rootSecretWords.missing,
  'root-secret-unreadable': rootSecretWords.unreadable,
  'root-secret-unwritable': rootSecretWords.unwritable,
  'root-secret-exposed': rootSecretWords.exposed,
  'root-secret-damaged': rootSecretWords.damaged,
  'root-secret-newer': rootSecretWords.newer,
  'root-secret-foreign': rootSecretWords.foreign,
  'step-failed': (name) => ({
    ja: `起動の準備「${name}」が失敗しました。上の表示を見てください。`,
    en: `The step ${name} failed; see the lines above.`,
  }),
  'child-refused': (name) => ({
    ja: `${nameOf(name).ja}が起動を断りました。上の表示を見てください。`,
    en: `${nameOf(name).en} refused to start; see the lines above.`,
  }),
  'child-hopeless': (name) => ({
    ja: `${name} が起動できません。上の表示を見てください。`,
    en: `${name} cannot start; see the lines above.`,
  }),
}
