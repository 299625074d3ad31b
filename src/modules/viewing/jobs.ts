import type { TaskList } from 'graphile-worker'
import { watchViewing } from './watch.ts'

/** By the clock, from the record alone: who opened what, when, how often. No key is within reach of it. */
export const viewingTasks: TaskList = {
  'watch-viewing': async (_payload, { withPgClient }) => {
    await withPgClient((client) => watchViewing({ query: (sql, values) => client.query(sql, values) }))
  },
}

export const viewingCrontab = ['*/10 * * * * watch-viewing']
