import { m } from '../../../platform/words/words.ts'
import type { Line } from '../health/policy.ts'

type Words<Key extends string> = Record<Key, () => string>

export const severityWords: Words<Line['severity']> = {
  good: m.oversight_health_good,
  notice: m.oversight_health_notice,
  warning: m.oversight_health_soon,
  bad: m.oversight_health_now,
}

export const subjectWords: Words<Line['subject']> = {
  sealing: m.oversight_health_sealing,
  alarms: m.oversight_health_alarms,
  'thin-desks': m.oversight_health_thin_desks,
  'late-keys': m.oversight_health_late_keys,
  kits: m.oversight_health_kits,
  'old-root': m.oversight_health_old_root,
  node: m.oversight_health_node,
  'root-secret': m.oversight_health_root_secret,
  'data-open': m.oversight_health_data_open,
  'data-disk': m.oversight_health_data_disk,
  'backup-disk': m.oversight_health_backup_disk,
  'backup-age': m.oversight_health_backup_age,
  'archive-lag': m.oversight_health_archive_lag,
  'clock-database': m.oversight_health_clock_database,
  'clock-files': m.oversight_health_clock_files,
  certificate: m.oversight_health_certificate,
  port: m.oversight_health_port,
  database: m.oversight_health_database,
  durability: m.oversight_health_durability,
  'last-verify': m.oversight_health_last_verify,
  'last-restore': m.oversight_health_last_restore,
  'no-scanner': m.oversight_health_no_scanner,
  scanner: m.oversight_health_scanner,
  'scanner-signatures': m.oversight_health_scanner_signatures,
}

/** What whoever reads the page does herself, or what she says to whoever runs the server. */
export const doWords: Words<Line['subject']> = {
  sealing: m.oversight_health_sealing_do,
  alarms: m.oversight_health_alarms_do,
  'thin-desks': m.oversight_health_thin_desks_do,
  'late-keys': m.oversight_health_late_keys_do,
  kits: m.oversight_health_kits_do,
  'old-root': m.oversight_health_old_root_do,
  node: m.oversight_health_node_do,
  'root-secret': m.oversight_health_root_secret_do,
  'data-open': m.oversight_health_data_open_do,
  'data-disk': m.oversight_health_data_disk_do,
  'backup-disk': m.oversight_health_backup_disk_do,
  'backup-age': m.oversight_health_backup_age_do,
  'archive-lag': m.oversight_health_archive_lag_do,
  'clock-database': m.oversight_health_clock_do,
  'clock-files': m.oversight_health_clock_do,
  certificate: m.oversight_health_certificate_do,
  port: m.oversight_health_port_do,
  database: m.oversight_health_database_do,
  durability: m.oversight_health_durability_do,
  'last-verify': m.oversight_health_last_verify_do,
  'last-restore': m.oversight_health_last_restore_do,
  'no-scanner': m.oversight_health_no_scanner_do,
  scanner: m.oversight_health_scanner_do,
  'scanner-signatures': m.oversight_health_scanner_signatures_do,
}

const counted: readonly Line['subject'][] = ['alarms', 'thin-desks', 'late-keys']
const dated: readonly Line['subject'][] = ['backup-age', 'last-verify', 'last-restore', 'scanner-signatures']

/** Where whoever reads the page can do something herself. */
export const pageOf: Partial<Record<Line['subject'], string>> = {
  alarms: '/alarms',
  kits: '/accounts/kits',
}

/** The figure with its unit; where there is none, that it is in order. */
export function figureWord({ subject, severity, detail }: Line): string {
  if (counted.includes(subject))
    return detail === '0'
      ? m.oversight_health_no_count()
      : m.oversight_health_count({ count: Number(detail) })
  if (subject === 'scanner-signatures' && detail === '') return m.oversight_health_unknown()
  if (dated.includes(subject) && detail === '') return m.oversight_health_never()
  const [figure = '', unit = ''] = detail.split(' ')
  if (unit === 's') return secondsWord(Number(figure))
  if (unit === 'd') return daysWord(Math.floor(Number(figure)), dated.includes(subject))
  return detail === '' && severity === 'good' ? m.oversight_health_good() : detail
}

function daysWord(days: number, isPast: boolean): string {
  if (!isPast) return m.oversight_health_days_left({ days })
  return days === 0 ? m.oversight_health_today() : m.oversight_health_days({ days })
}

function secondsWord(seconds: number): string {
  if (seconds < 120) return m.oversight_health_seconds({ seconds: Math.round(seconds) })
  return m.oversight_health_minutes({ minutes: Math.round(seconds / 60) })
}
