import type { TaskList } from 'graphile-worker'
import { requestCrontab, requestTasks } from '../modules/requests/jobs.ts'
import { viewingCrontab, viewingTasks } from '../modules/viewing/jobs.ts'

/** What the modules want done by the clock; each task calls SECURITY DEFINER functions and sees no content. */
export const taskList: TaskList = {
  ...requestTasks,
  ...viewingTasks,
  'end-sessions': async (_payload, { withPgClient }) => {
    await withPgClient((client) => client.query('select auth.end_old_sessions()'))
  },
  'finish-renewals': async (_payload, { withPgClient }) => {
    await withPgClient((client) => client.query('select auth.finish_renewals()'))
  },
  'forget-replaced-kits': async (_payload, { withPgClient }) => {
    await withPgClient((client) => client.query('select auth.forget_replaced_kits()'))
  },
  'forget-old-notices': async (_payload, { withPgClient }) => {
    await withPgClient((client) => client.query('select auth.forget_old_notices()'))
  },
  'forget-old-reads': async (_payload, { withPgClient }) => {
    await withPgClient((client) => client.query('select auth.forget_old_reads()'))
  },
  'forget-old-forms': async (_payload, { withPgClient }) => {
    await withPgClient((client) => client.query('select auth.forget_old_forms()'))
  },
}

export const crontab = [
  '*/15 * * * * end-sessions',
  '*/5 * * * * finish-renewals',
  '10 * * * * forget-replaced-kits',
  '20 3 * * * forget-old-notices',
  '25 3 * * * forget-old-forms',
  '30 3 * * * forget-old-reads',
  ...requestCrontab,
  ...viewingCrontab,
].join('\n')
