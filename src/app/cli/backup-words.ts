import type { Words } from '../console-words.ts'
import type { CliSaid } from './cli-scene.ts'
import { ago, seconds, sizeOf, timeOf } from './figures.ts'
import { afterRestore, apart } from './root-secret-words.ts'

/** What is said of backups and of bringing them back. */
export type BackupSaid = Extract<
  CliSaid,
  {
    type:
      | 'backed-up'
      | 'secret-apart'
      | 'repository-made'
      | 'old-removed'
      | 'not-archiving'
      | 'found'
      | 'replaying'
      | 'restored'
      | 'replayed'
      | 'verified'
      | 'ledger'
      | 'secret-after-restore'
      | 'last-backup'
      | 'no-backup'
      | 'archive'
  }
>

export function backupWords(said: BackupSaid): Words {
  switch (said.type) {
    case 'backed-up':
      return {
        ja: `バックアップを書き出しました: ${said.file}(${sizeOf(said.bytes)}、${said.files} ファイル、${seconds(said.ms)})`,
        en: `Backup written: ${said.file} (${sizeOf(said.bytes)}, ${said.files} files, ${seconds(said.ms)})`,
      }
    case 'secret-apart':
      return apart(said.secret)
    case 'repository-made':
      return {
        ja: `${said.folder} をバックアップの保管場所にしました。合言葉は、復元と検査のときに要ります。封をして金庫に入れてください。`,
        en: `Backups go to ${said.folder} from now on. The passphrase is needed to restore and to verify: put it into the safe, sealed.`,
      }
    case 'old-removed':
      return {
        ja: `${said.days} 日より前のバックアップと、どのバックアップにも要らない変更の記録を消しました(${said.files} ファイル)。`,
        en: `Removed backups from more than ${said.days} days ago and log that no backup needs (${said.files} files).`,
      }
    case 'not-archiving':
      return {
        ja: 'バックアップの後に書かれたことは、まだ保管されていません。BACKUP_DIR を指定して npm start してください。',
        en: 'What is written after this backup is not archived: run npm start with BACKUP_DIR set.',
      }
    case 'verified':
      return {
        ja: `すべて開けました: バックアップ ${said.bases} 個(最新 ${timeOf(said.newestBase)})、変更の記録 ${said.segments} 個、${sizeOf(said.bytes)}、${seconds(said.ms)}。`,
        en: `Everything opens: ${said.bases} backups (newest ${timeOf(said.newestBase)}), ${said.segments} segments of the log, ${sizeOf(said.bytes)}, ${seconds(said.ms)}.`,
      }
    case 'last-backup':
      return {
        ja: `最後のバックアップ: ${timeOf(said.at)}(${sizeOf(said.bytes)})`,
        en: `Last backup: ${timeOf(said.at)} (${sizeOf(said.bytes)})`,
      }
    case 'no-backup':
      return { ja: '最後のバックアップ: まだありません。', en: 'Last backup: none yet.' }
    case 'archive':
      return archiveWords(said.state)
    default:
      return restoreWords(said)
  }
}

type RestoreSaid = Extract<
  BackupSaid,
  { type: 'found' | 'replaying' | 'restored' | 'replayed' | 'ledger' | 'secret-after-restore' }
>

function restoreWords(said: RestoreSaid): Words {
  switch (said.type) {
    case 'found':
      return {
        ja: `バックアップを開きました: ${timeOf(said.created)} 作成、Yorube ${said.version}。戻しています。`,
        en: `Opened the backup of ${timeOf(said.created)}, made by Yorube ${said.version}. Restoring.`,
      }
    case 'replaying':
      return { ja: 'その後の変更をたどっています。', en: 'Replaying what was written after it.' }
    case 'restored':
      return {
        ja: `${said.dataDir} に戻しました(${said.files} ファイル、すべて照合済み、${seconds(said.ms)})。`,
        en: `Restored to ${said.dataDir} (${said.files} files, every one verified, ${seconds(said.ms)}).`,
      }
    case 'replayed':
      return {
        ja: `${timeOf(said.lastCommit)} に書かれたことまで入っています(変更の記録 ${said.segments} 個)。${said.endsBefore ? '指定の時刻までの間に書かれたことは、保管されていません。' : ''}`,
        en: `It holds what was written up to ${timeOf(said.lastCommit)} (${said.segments} segments of the log).${said.endsBefore ? ' Nothing later than that was archived before the moment you named.' : ''}`,
      }
    case 'ledger':
      return ledgerWords(said.records, said.beside)
    case 'secret-after-restore':
      return afterRestore(said.secret, said.isRight, said.name)
  }
}

function ledgerWords(records: number | null, beside: string): Words {
  if (records === null)
    return {
      ja: `${beside} に廃棄の控え(shred-ledger.jsonl)がありません。廃棄決裁をしたことがなければ、これで正常です。バックアップの後に廃棄した記録があれば、起動する前に控えをそこへ置き、戻し直してください。`,
      en: `There is no ledger of destroyed records (shred-ledger.jsonl) in ${beside}. That is as it should be where no two people ever decided to destroy records. If records were destroyed after this backup, lay it there and restore again before you start.`,
    }
  return {
    ja: `廃棄の控え ${records} 件を引き継ぎました。次に起動したとき、戻ってきた記録があればもう一度廃棄します。`,
    en: `Took over the ledger of ${records} destroyed records: the next start destroys again what has come back.`,
  }
}

const TROUBLES: Record<string, Words> = {
  'no-repository': {
    ja: '保管を始めていません。npm run yorube -- backup を一度行ってください。',
    en: 'not begun; run npm run yorube -- backup once.',
  },
  'two-writers': {
    ja: '別のサーバーが同じ BACKUP_DIR に書いています。片方を止めてください。',
    en: 'another server writes to the same BACKUP_DIR; stop one of them.',
  },
  'cannot-write': {
    ja: 'BACKUP_DIR に書けません。ディスクと権限を確かめてください。',
    en: 'BACKUP_DIR cannot be written; check the disk and its permissions.',
  },
  'database-away': { ja: 'データベースが答えません。', en: 'the database does not answer.' },
}

function archiveWords(state: Extract<BackupSaid, { type: 'archive' }>['state']): Words {
  if (!state) {
    return {
      ja: '変更の記録の保管: していません(BACKUP_DIR を指定して npm start)。',
      en: 'Archive of the log: none (npm start with BACKUP_DIR set).',
    }
  }
  const { completeUpTo, gapSince, trouble } = state
  const reach = completeUpTo
    ? {
        ja: `${timeOf(completeUpTo)}(${ago(completeUpTo, 'ja')})までのすべて。`,
        en: `everything up to ${timeOf(completeUpTo)} (${ago(completeUpTo, 'en')}). `,
      }
    : { ja: 'まだありません。', en: 'nothing yet. ' }
  const why = TROUBLES[trouble] ?? { ja: '', en: '' }
  const gap = gapSince
    ? {
        ja: `${timeOf(gapSince)} に途切れました。npm run yorube -- backup を行ってください。`,
        en: ` It has a gap since ${timeOf(gapSince)}: run npm run yorube -- backup.`,
      }
    : { ja: '', en: '' }
  return {
    ja: `変更の記録の保管: ${reach.ja}${why.ja}${gap.ja}`,
    en: `Archive of the log: ${reach.en}${why.en}${gap.en}`.trimEnd(),
  }
}
