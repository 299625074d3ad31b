import type { Finding, Severity } from '../../../platform/health/examinations.ts'

/** What the database says of an instance and of the administrator's own tenant. */
export interface Figures {
  sealingSeconds: number
  alarms: number
  lateKeys: number
  thinDesks: number
  kits: 'used' | 'unconfirmed' | 'old' | 'ready' | null
  oldRoot: boolean
}

/** What is shown besides the findings of `yorube doctor`. */
export const ownSubjects = ['sealing', 'alarms', 'late-keys', 'thin-desks', 'kits', 'old-root'] as const
export type OwnSubject = (typeof ownSubjects)[number]

export interface Line {
  subject: OwnSubject | Finding['subject']
  severity: Severity
  /** A figure with its unit; empty where the state says everything. */
  detail: string
}

const LATE_SEALING_SECONDS = 60
const DEAD_SEALING_SECONDS = 600

export function linesOf(figures: Figures): Line[] {
  const { sealingSeconds, alarms, lateKeys, thinDesks, kits, oldRoot } = figures
  const line = (subject: OwnSubject, severity: Severity, detail = ''): Line => ({ subject, severity, detail })
  const ifAny = (count: number, severity: Severity): Severity => (count > 0 ? severity : 'good')
  return [
    line(
      'sealing',
      sealingSeconds > DEAD_SEALING_SECONDS
        ? 'bad'
        : sealingSeconds > LATE_SEALING_SECONDS
          ? 'warning'
          : 'good',
      `${Math.round(sealingSeconds)} s`,
    ),
    line('alarms', ifAny(alarms, 'bad'), String(alarms)),
    line('thin-desks', ifAny(thinDesks, 'warning'), String(thinDesks)),
    line('late-keys', ifAny(lateKeys, 'warning'), String(lateKeys)),
    line('kits', kits === 'ready' ? 'good' : 'warning'),
    line('old-root', oldRoot ? 'warning' : 'good'),
  ]
}

/** Details that are a place of the machine are for whoever sits at it, not for a page. */
const withFigure: readonly Line['subject'][] = [
  'node',
  'database',
  'data-disk',
  'backup-disk',
  'backup-age',
  'archive-lag',
  'clock-database',
  'clock-files',
  'certificate',
  'last-verify',
  'last-restore',
  'scanner-signatures',
]
const aFigure = /^[\d.]+( \w+)?$/

export function shownOf({ subject, severity, detail }: Finding): Line {
  const isShown = withFigure.includes(subject) && aFigure.test(detail)
  return { subject, severity, detail: isShown ? detail : '' }
}

const urgency: Record<Severity, number> = { bad: 0, warning: 1, notice: 2, good: 3 }

/** What a person must do first stands first; otherwise in the order given. */
export function byUrgency(lines: readonly Line[]): Line[] {
  return lines.toSorted((one, other) => urgency[one.severity] - urgency[other.severity])
}
