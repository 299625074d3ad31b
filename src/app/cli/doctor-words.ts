import type { Finding, Subject } from '../../platform/health/examinations.ts'
import type { Words } from '../console-words.ts'

const SUBJECTS: Record<Subject, Words> = {
  node: { ja: 'Node の版', en: 'Node' },
  'root-secret': { ja: '根の秘密', en: 'Root secret' },
  'data-open': { ja: 'データの権限', en: 'Permissions of the data' },
  'data-disk': { ja: 'データのディスクの空き', en: 'Free on the disk of the data' },
  'backup-disk': { ja: 'バックアップのディスクの空き', en: 'Free on the disk of the backups' },
  'backup-age': { ja: '最後のバックアップから', en: 'Since the last backup' },
  'archive-lag': { ja: '変更の記録の保管の遅れ', en: 'Archive of the log lags by' },
  'clock-database': { ja: 'データベースの時計とのずれ', en: "Difference to the database's clock" },
  'clock-files': { ja: 'ディスクの時計とのずれ', en: "Difference to the disk's clock" },
  certificate: { ja: '証明書の残り', en: 'Certificate is good for' },
  port: { ja: '使うポート', en: 'Port' },
  database: { ja: 'データベース', en: 'Database' },
  'last-verify': { ja: '記録の検証(verify)から', en: 'Since the last verify' },
  'last-restore': { ja: '復元の練習から', en: 'Since the last restore on trial' },
  'no-scanner': { ja: 'ファイルのウイルス検査', en: 'Scanning of files for viruses' },
  scanner: { ja: 'ウイルス検査のプログラム', en: 'Virus scanner' },
  'scanner-signatures': {
    ja: 'ウイルスの定義ファイルができてから',
    en: 'Signatures of the virus scanner were made',
  },
  durability: { ja: '書いたものを失わない設定', en: 'Settings that keep what was written' },
}

const REMEDIES: Record<Subject, Words> = {
  node: {
    ja: 'Node 24.15 以上を入れるか、npm ci --ignore-scripts をやり直してください。',
    en: 'Install Node 24.15 or newer, or repeat npm ci --ignore-scripts.',
  },
  'root-secret': {
    ja: '金庫の控えからこの場所に置き、chmod 600 としてください。失ったときは、復旧キット二枚で: npm run yorube -- recover。新しく作ってはいけません。',
    en: 'Put it there from the copy in the safe and chmod 600 it; if it is lost: npm run yorube -- recover, with two recovery kits. Never make a new one.',
  },
  'data-open': {
    ja: 'ほかの利用者に開いています。chmod 700 としてください。',
    en: 'It is open to other users: chmod 700 it.',
  },
  'data-disk': {
    ja: '不要なファイルを消すか、ディスクを大きくしてください。空きがなくなると記録できなくなります。',
    en: 'Remove what is not needed, or enlarge the disk: when it is full nothing can be recorded.',
  },
  'backup-disk': {
    ja: 'ディスクがつながっているか、BACKUP_DIR と空きを確かめてください。',
    en: 'Check whether the disk is connected, BACKUP_DIR, and its free space.',
  },
  'backup-age': {
    ja: 'npm run yorube -- backup を行い、毎晩の実行(deploy/systemd)を確かめてください。',
    en: 'Run npm run yorube -- backup, and check the nightly timer (deploy/systemd).',
  },
  'archive-lag': {
    ja: 'BACKUP_DIR を指定して動いているか、そこに書けるかを確かめてください。途切れていれば backup を行ってください。',
    en: 'Check that it runs with BACKUP_DIR set and can write there; after a gap, run backup.',
  },
  'clock-database': {
    ja: '両方の機械で時刻合わせ(chrony など)を動かしてください。確認コードと記録の時刻が狂います。',
    en: 'Run a time service (such as chrony) on both machines: codes and the times in the record go wrong.',
  },
  'clock-files': {
    ja: 'この機械とディスクの時刻合わせを確かめてください。時計が戻されたかもしれません。',
    en: 'Check the time service of this machine and of the disk: the clock may have been put back.',
  },
  certificate: {
    ja: '新しい証明書を TLS_CERT と TLS_KEY に置き、起動し直してください。',
    en: 'Put a new certificate at TLS_CERT and TLS_KEY, and start again.',
  },
  port: {
    ja: 'ほかのプログラムが使っています。止めるか、PORT・INTAKE_PORT を変えてください。',
    en: 'Another program uses it: stop that, or change PORT or INTAKE_PORT.',
  },
  database: {
    ja: '答えません。ログの終わりを読んでください。多くはディスクの空き不足です。',
    en: 'It does not answer: read the end of its log; most often the disk is full.',
  },
  'last-verify': {
    ja: '異常があったか、期限を過ぎています。npm run yorube -- verify を行ってください。',
    en: 'It is due, or it found something: npm run yorube -- verify',
  },
  'last-restore': {
    ja: '四半期に一度、ほかの機械か別の場所に戻してみてください(restore --to)。ほかの機械で行ったら: npm run yorube -- note-restore',
    en: 'Once a quarter, restore elsewhere (restore --to). After a trial on another machine: npm run yorube -- note-restore',
  },
  'no-scanner': {
    ja: 'していません。clamd を VIRUS_SCANNER に指定できます(docs/operations.md)。しないときは、各窓口のパソコンで検査してください。',
    en: 'None. VIRUS_SCANNER names a clamd (docs/operations.md); without it the computers of the desks have to do it.',
  },
  scanner: {
    ja: '検査できないため、ファイルは受け付けられません。clamd が動いているか、Yorube の利用者がソケットを開けるか、clamd のログを確かめてください。',
    en: 'No file is taken meanwhile. Check that clamd runs, that the user of Yorube may open its socket, and the log of clamd.',
  },
  'scanner-signatures': {
    ja: '古いか、日付が分かりません。新しい定義ファイルを入れてください(docs/operations.md)。',
    en: 'They are old, or their date is not known: bring new ones (docs/operations.md).',
  },
  durability: {
    ja: 'fsync、full_page_writes、synchronous_commit を on に戻してください。停電で記録が失われます。',
    en: 'Turn fsync, full_page_writes and synchronous_commit on again: a power cut would lose records.',
  },
}

const MARKS = { good: 'ok', notice: '-', warning: '!', bad: '!!' } as const

export function examinationWords({ subject, severity, detail }: Finding): Words {
  const line = (language: 'ja' | 'en') => {
    const remedy = severity === 'good' ? '' : ` — ${REMEDIES[subject][language]}`
    return `${MARKS[severity].padEnd(2)} ${SUBJECTS[subject][language]}: ${detail || MARKS[severity]}${remedy}`
  }
  return { ja: line('ja'), en: line('en') }
}
