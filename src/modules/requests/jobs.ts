import type { TaskList } from 'graphile-worker'

/**
 * By the clock, without reading anything: unanswered requests are marked as overdue, shares that have run out lose
 * their key. One SECURITY DEFINER function; the worker sees neither rows nor content.
 */
export const requestTasks: TaskList = {
  'pass-time-on-requests': async (_payload, { withPgClient }) => {
    await withPgClient((client) =>
      client.query("select public.pass_time_on_requests((now() at time zone 'Asia/Tokyo')::date)"),
    )
  },
}

export const requestCrontab = ['5 * * * * pass-time-on-requests']
