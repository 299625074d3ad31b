import { ArchiveError } from '../../platform/backup/archive-error.ts'
import { failureSentences, type Language, nameOf, sentenceOf, type Words } from '../console-words.ts'
import { backupWords } from './backup-words.ts'
import { CliFailure } from './cli-failure.ts'
import { FAILURES, SERVERS_OWN } from './cli-failure-words.ts'
import type { CliSaid } from './cli-scene.ts'
import { examinationWords } from './doctor-words.ts'
import { dayOf, sizeOf, timeOf } from './figures.ts'
import { HELP } from './help-words.ts'
import type { Questions } from './passphrase.ts'
import { proofWords } from './proof-words.ts'
import { secretState } from './root-secret-words.ts'
import { rotationWords } from './rotation-words.ts'
import { allShownPlainly, linesShownPlainly, shortName, shownPlainly } from './shown-plainly.ts'

/**
 * Everything the command line says: Japanese where the system speaks Japanese, else English. What comes out of the data says nothing
 * to the terminal; only a checkpoint, which is signed, has several lines.
 */
export function wordsOf(told: CliSaid, language: Language): string {
  const said = allShownPlainly(told, told.type === 'paper-checkpoint' ? linesShownPlainly : shownPlainly)
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
        agrees: {
          desks: 'この人に窓口を開けるようにしますか。よければ yes と入れてください（画面には出ません）: ',
          administrator:
            'この人をシステム管理者にしますか。よければ yes と入れてください（画面には出ません）: ',
        },
        kit: (number) => `復旧キット 二枚のうち${number}枚目（三枚のどれでもよく、画面には出ません）: `,
      }
    : {
        passphrase: 'Passphrase of the backup: ',
        again: 'Once more: ',
        agrees: {
          desks: 'Give this person the desks? Type yes (nothing is shown): ',
          administrator: 'Make this person an administrator? Type yes (nothing is shown): ',
        },
        kit: (number) =>
          `Recovery kit ${number} of the 2 needed (any of the three sheets; nothing is shown): `,
      }
}

/** One sentence per thing to mend; undefined for an error nobody foresaw. */
export function cliFailureSentences(error: unknown, language: Language): string[] | undefined {
  if (error instanceof CliFailure || error instanceof ArchiveError) {
    const detail = error instanceof CliFailure ? error.detail : ''
    return [FAILURES[error.problem](shownPlainly(detail))[language]]
  }
  return failureSentences(error, language)
}

const seatRoles: Readonly<Record<string, Words>> = {
  counselor: { ja: '相談員', en: 'counsellor' },
  supervisor: { ja: '係長（スーパーバイザー）', en: 'supervisor' },
  manager: { ja: '課長（所属長）', en: 'manager' },
  desk_worker: { ja: '窓口の担当者', en: 'desk worker' },
  desk_lead: { ja: '窓口の責任者', en: 'desk lead' },
  partner_worker: { ja: '連携機関の担当者', en: 'partner agency worker' },
  shelter_worker: { ja: '施設の担当者', en: 'shelter worker' },
}

/** Whom desks or the role of an administrator would be given to: shown before anything is changed. */
function accountWords(said: Extract<CliSaid, { type: 'whose-account' }>): Words {
  const day = dayOf(said.since)
  const listed = (language: Language) =>
    said.seats
      .map(({ desk, role }) => `\n    ${shortName(desk)}: ${seatRoles[role]?.[language] ?? role}`)
      .join('')
  return {
    ja: `アカウント ${said.login} は、${day} から、次の人のものとして署名されています。\n  ${shortName(said.name)}\n  いまの席（署名を確かめたもの）:${listed('ja') || ' なし'}\n署名の日が、その人のアカウントができたころ（0.2.0 に更新する前からなら、更新したころ）と合わないときは、先へ進まないでください。`,
    en: `The account ${said.login} is signed, since ${day}, as that of\n  ${shortName(said.name)}\n  Seats now (their signatures hold):${listed('en') || ' none'}\nDo not go on where that day does not fit when she got the account (or, if she had it before, when 0.2.0 was installed).`,
  }
}

const same = (text: string): Words => ({ ja: text, en: text })

function wordsFor(said: Exclude<CliSaid, { type: Parameters<typeof sentenceOf>[0]['type'] }>): Words {
  switch (said.type) {
    case 'progress':
      return same(`${sizeOf(said.bytes)} …`)
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
    case 'restore-noted':
      return { ja: '復元の練習を書き留めました。', en: 'Noted that a restore was tried.' }
    case 'kits-open':
      return { ja: `組 ${said.set} のキットが開きました。`, en: `The kits of set ${said.set} fit.` }
    case 'kit-misread':
      return {
        ja: `${said.number}枚目の文字が合いません(${said.needed}文字のところ、${said.characters}文字でした)。もう一度入れてください。`,
        en: `Kit ${said.number} does not read right (${said.characters} characters; a kit has ${said.needed}): type it again.`,
      }
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
    case 'whose-account':
      return accountWords(said)
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
    case 'rotation-figures':
    case 'root-rotated':
    case 'follows-previous':
    case 'rotation-finished':
    case 'rotation-unsealed':
      return rotationWords(said)
    case 'figure':
    case 'finding':
    case 'more-findings':
    case 'no-witness':
    case 'no-checkpoint':
    case 'proof-holds':
    case 'proof-fails':
    case 'paper-checkpoint':
    case 'raw':
      return proofWords(said)
    case 'examination':
      return examinationWords(said.finding)
    case 'examined':
      return {
        ja: `${said.looked} 項目を調べました。`,
        en: `Looked at ${said.looked} things.`,
      }
    case 'data':
    case 'no-data':
    case 'data-on-server':
    case 'secret':
      return wordsOfPlaces(said)
    default:
      return backupWords(said)
  }
}

type OfPlaces = Extract<CliSaid, { type: 'data' | 'no-data' | 'data-on-server' | 'secret' }>

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
  }
}
